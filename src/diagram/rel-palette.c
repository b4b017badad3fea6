/* rel-palette.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours of pictures, from the GNOME palette. Each kind's colour has a contrast of at
 * least 3:1 to the ground and to cards, in high contrast of 4.5:1; texts have 4.5:1 and 7:1. In
 * high contrast, a text that steps back can still be read, and lines are as strong from afar.
 */

#include "config.h"

#include "rel-palette.h"

#define RGBA(hex, alpha)                                                                                               \
  {                                                                                                                    \
    (hex >> 16 & 0xff) / 255.0, (hex >> 8 & 0xff) / 255.0, (hex & 0xff) / 255.0, alpha                                 \
  }
#define RGB(hex) RGBA (hex, 1.0)

static const RelPalette light = {
  .background = RGB (0xfafafa),
  .card = RGB (0xffffff),
  .system_card = RGB (0xf3f3f2),
  .border = RGB (0xd5d4d2),
  .foreground = RGB (0x2e3436),
  .dim = RGB (0x5e5c64),
  .accent = RGB (0x1c71d8),
  .accent_tint = RGB (0xe4effb),
  .hover = RGBA (0x000000, 0.06),
  .shadow = RGBA (0x000000, 0.05),
  .kinds = {
    [REL_KIND_NONE] = RGB (0x77767b),
    [REL_KIND_M2O] = RGB (0x1c71d8),
    [REL_KIND_O2M] = RGB (0x1a5fb4),
    [REL_KIND_M2M] = RGB (0x9141ac),
    [REL_KIND_M2A] = RGB (0xc64600),
    [REL_KIND_TRANSLATIONS] = RGB (0x1b7f4d),
    [REL_KIND_FILE] = RGB (0x865e3c),
    [REL_KIND_FILES] = RGB (0x865e3c),
    [REL_KIND_TREE] = RGB (0x1c7a86),
    [REL_KIND_BROKEN] = RGB (0xc01c28),
  },
  .line_width = 1.5,
  .border_width = 1.0,
  .faded = 0.2,
  .far = 0.6,
};

static const RelPalette dark = {
  .background = RGB (0x242424),
  .card = RGB (0x363636),
  .system_card = RGB (0x2d2d2d),
  .border = RGB (0x4b4b4b),
  .foreground = RGB (0xffffff),
  .dim = RGB (0xb8b7b5),
  .accent = RGB (0x78aeed),
  .accent_tint = RGB (0x35475c),
  .hover = RGBA (0xffffff, 0.08),
  .shadow = RGBA (0x000000, 0.12),
  .kinds = {
    [REL_KIND_NONE] = RGB (0x9a9996),
    [REL_KIND_M2O] = RGB (0x99c1f1),
    [REL_KIND_O2M] = RGB (0x62a0ea),
    [REL_KIND_M2M] = RGB (0xdc8add),
    [REL_KIND_M2A] = RGB (0xffa348),
    [REL_KIND_TRANSLATIONS] = RGB (0x57e389),
    [REL_KIND_FILE] = RGB (0xcdab8f),
    [REL_KIND_FILES] = RGB (0xcdab8f),
    [REL_KIND_TREE] = RGB (0x5bc8d6),
    [REL_KIND_BROKEN] = RGB (0xff7b63),
  },
  .line_width = 1.5,
  .border_width = 1.0,
  .faded = 0.25,
  .far = 0.6,
};

static const RelPalette light_high_contrast = {
  .background = RGB (0xffffff),
  .card = RGB (0xffffff),
  .system_card = RGB (0xffffff),
  .border = RGB (0x3d3846),
  .foreground = RGB (0x000000),
  .dim = RGB (0x3d3846),
  .accent = RGB (0x1a5fb4),
  .accent_tint = RGB (0xdceafa),
  .hover = RGBA (0x000000, 0.12),
  .shadow = RGBA (0x000000, 0),
  .kinds = {
    [REL_KIND_NONE] = RGB (0x3d3846),
    [REL_KIND_M2O] = RGB (0x1a5fb4),
    [REL_KIND_O2M] = RGB (0x1a5fb4),
    [REL_KIND_M2M] = RGB (0x613583),
    [REL_KIND_M2A] = RGB (0xa33a00),
    [REL_KIND_TRANSLATIONS] = RGB (0x0f5c36),
    [REL_KIND_FILE] = RGB (0x63452c),
    [REL_KIND_FILES] = RGB (0x63452c),
    [REL_KIND_TREE] = RGB (0x00616e),
    [REL_KIND_BROKEN] = RGB (0xa51d2d),
  },
  .line_width = 2.0,
  .border_width = 1.5,
  .faded = 0.5,
  .far = 1,
};

static const RelPalette dark_high_contrast = {
  .background = RGB (0x1e1e1e),
  .card = RGB (0x1e1e1e),
  .system_card = RGB (0x1e1e1e),
  .border = RGB (0xdeddda),
  .foreground = RGB (0xffffff),
  .dim = RGB (0xdeddda),
  .accent = RGB (0x99c1f1),
  .accent_tint = RGB (0x1f3a58),
  .hover = RGBA (0xffffff, 0.16),
  .shadow = RGBA (0x000000, 0),
  .kinds = {
    [REL_KIND_NONE] = RGB (0xdeddda),
    [REL_KIND_M2O] = RGB (0x99c1f1),
    [REL_KIND_O2M] = RGB (0x99c1f1),
    [REL_KIND_M2M] = RGB (0xe6a9e7),
    [REL_KIND_M2A] = RGB (0xffbe6f),
    [REL_KIND_TRANSLATIONS] = RGB (0x8ff0a4),
    [REL_KIND_FILE] = RGB (0xdcc2ac),
    [REL_KIND_FILES] = RGB (0xdcc2ac),
    [REL_KIND_TREE] = RGB (0x7bdff4),
    [REL_KIND_BROKEN] = RGB (0xff9a8a),
  },
  .line_width = 2.0,
  .border_width = 1.5,
  .faded = 0.45,
  .far = 1,
};

/**
 * rel_palette_get:
 * @dark: whether the ground is dark
 * @high_contrast: whether all must be seen clearly
 *
 * Returns: (transfer none): the colours for that
 */
const RelPalette *
rel_palette_get (gboolean is_dark, gboolean high_contrast)
{
  if (high_contrast)
    return is_dark ? &dark_high_contrast : &light_high_contrast;
  return is_dark ? &dark : &light;
}
