/* rel-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-choice.h"

#include <string.h>

/**
 * RelChoice:
 *
 * One of the values that a [class@Chooser] offers.
 */
struct _RelChoice
{
  GObject parent_instance;

  char *value;    /* (owned) (nullable): %NULL for none */
  char *label;    /* (owned) */
  char *detail;   /* (owned): its type or its name in the API; may be empty */
  char *haystack; /* (owned): casefolded */
  gboolean selected;
};

G_DEFINE_FINAL_TYPE (RelChoice, rel_choice, G_TYPE_OBJECT)

enum
{
  PROP_LABEL = 1,
  PROP_DETAIL,
  PROP_SELECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
rel_choice_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  RelChoice *self = REL_CHOICE (object);

  switch (property_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_SELECTED:
      g_value_set_boolean (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rel_choice_finalize (GObject *object)
{
  RelChoice *self = REL_CHOICE (object);

  g_free (self->value);
  g_free (self->label);
  g_free (self->detail);
  g_free (self->haystack);

  G_OBJECT_CLASS (rel_choice_parent_class)->finalize (object);
}

static void
rel_choice_class_init (RelChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rel_choice_get_property;
  object_class->finalize = rel_choice_finalize;

  /**
   * RelChoice:label:
   *
   * What a person reads.
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * RelChoice:detail:
   *
   * What stands beside it in small type.
   */
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * RelChoice:selected:
   *
   * Whether it is chosen.
   */
  properties[PROP_SELECTED] =
    g_param_spec_boolean ("selected", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rel_choice_init (RelChoice *self)
{
}

/**
 * rel_choice_new:
 * @value: (nullable): the value; %NULL for none
 * @label: what a person reads
 * @detail: (nullable): what stands beside it
 *
 * Returns: (transfer full): a choice that is not selected
 */
RelChoice *
rel_choice_new (const char *value, const char *label, const char *detail)
{
  RelChoice *self = g_object_new (REL_TYPE_CHOICE, NULL);
  g_autofree char *text = g_strdup_printf ("%s\n%s", label, value != NULL ? value : "");

  self->value = g_strdup (value);
  self->label = g_strdup (label);
  self->detail = g_strdup (detail != NULL ? detail : "");
  self->haystack = g_utf8_casefold (text, -1);
  return self;
}

/**
 * rel_choice_get_value:
 * @self: a choice
 *
 * Returns: (transfer none) (nullable): its value; %NULL for none
 */
const char *
rel_choice_get_value (RelChoice *self)
{
  return self->value;
}

/**
 * rel_choice_is_selected:
 * @self: a choice
 *
 * Returns: whether it is chosen
 */
gboolean
rel_choice_is_selected (RelChoice *self)
{
  return self->selected;
}

/**
 * rel_choice_set_selected:
 * @self: a choice
 * @selected: whether it is chosen
 *
 * Marks it.
 */
void
rel_choice_set_selected (RelChoice *self, gboolean selected)
{
  if (self->selected == selected)
    return;
  self->selected = selected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/**
 * rel_choice_matches:
 * @self: a choice
 * @folded: casefolded text
 *
 * Returns: whether that occurs in its label or its value
 */
gboolean
rel_choice_matches (RelChoice *self, const char *folded)
{
  return strstr (self->haystack, folded) != NULL;
}
