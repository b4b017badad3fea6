/* rel-route.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RelPin:
 * @y: the place
 * @n_lines: how many lines there are; below 0 if they leave the net on its inner side
 *
 * Where lines enter or leave a gutter.
 */
typedef struct
{
  double y;
  int n_lines;
} RelPin;

/**
 * RelNet:
 * @key: tells nets of one gutter apart
 * @inner: (owned) (element-type RelPin): where lines enter the gutter on its inner side
 * @outer: (owned) (element-type RelPin): where they leave it on its outer side
 * @flow: (owned) (element-type RelPin): how many lines run upright below each place
 * @top: the upper end of the upright run
 * @bottom: the lower end; equal to @top if the net is one level line
 * @lane: the lane of the upright run, from the inner side
 *
 * Lines that run together through a gutter, the free strip between two columns of cards:
 * level ones from either side that meet in one upright run.
 */
typedef struct
{
  guint key;
  GArray *inner;
  GArray *outer;
  GArray *flow;
  double top;
  double bottom;
  guint lane;
} RelNet;

GPtrArray *rel_route_new_gutter (void);
RelNet *rel_route_get_net (GPtrArray *gutter, guint key);
RelNet *rel_route_add_net (GPtrArray *gutter, guint key);
void rel_net_add_inner (RelNet *net, double y, int n_lines);
void rel_net_add_outer (RelNet *net, double y, int n_lines);
gboolean rel_net_is_level (const RelNet *net);
guint rel_route_lanes (GPtrArray *gutter, double clearance, GCancellable *cancellable);
gboolean rel_route_is_on_other (GPtrArray *gutter, const RelNet *net, double y);

G_END_DECLS
