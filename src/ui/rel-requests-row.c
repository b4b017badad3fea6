/* rel-requests-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-requests-row.h"

#include <glib/gi18n.h>

#include "rel-code.h"
#include "rel-request.h"
#include "rel-settings.h"
#include "rel-wrap.h"

/**
 * RelRequestsRow:
 *
 * Requests to read and copy, in the form that a person has use for: those that publish some
 * changes, or those that read what has not changed.
 *
 * The form is one for all rows, and remembered. The text is written when the row is unfolded.
 */
struct _RelRequestsRow
{
  AdwExpanderRow parent_instance;

  GtkWidget *forms[REL_SNIPPET_SDK + 1];
  RelCode *code;

  GPtrArray *changes;   /* (owned) (nullable) (element-type RelChange) */
  GPtrArray *relations; /* (owned) (nullable) (element-type RelRelation): to be read, without @changes */
  RelSchema *base;      /* (owned) (nullable): of @changes */
  char *url;            /* (owned) (nullable) */
  RelSnippetForm form;
};

G_DEFINE_FINAL_TYPE (RelRequestsRow, rel_requests_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  PROP_FORM = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_text (RelRequestsRow *self)
{
  g_autofree char *text = NULL;

  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  text = rel_requests_row_dup_text (self);
  rel_code_set_text (self->code, text);
}

static void
expanded_cb (RelRequestsRow *self)
{
  update_text (self);
}

static void
set_form (RelRequestsRow *self, RelSnippetForm form)
{
  if (form == self->form)
    return;
  self->form = form;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->forms[form]), TRUE);
  update_text (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORM]);
}

static void
form_toggled_cb (RelRequestsRow *self, GtkWidget *button)
{
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->forms); i++)
    {
      if (self->forms[i] == button)
        set_form (self, i);
    }
}

static guint
count_requests (GPtrArray *changes)
{
  guint count = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      g_autoptr (GPtrArray) requests = rel_request_list_for_change (g_ptr_array_index (changes, i));

      count += requests->len;
    }
  return count;
}

static void
let_go (RelRequestsRow *self)
{
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_clear_pointer (&self->base, rel_schema_unref);
  g_clear_pointer (&self->url, g_free);
}

static void
rel_requests_row_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_FORM)
    g_value_set_string (value, rel_snippet_get_form_name (REL_REQUESTS_ROW (object)->form));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
rel_requests_row_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  RelSnippetForm form;

  if (property_id != PROP_FORM)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  else if (rel_snippet_find_form (g_value_get_string (value), &form))
    set_form (REL_REQUESTS_ROW (object), form);
}

static void
rel_requests_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_REQUESTS_ROW);

  G_OBJECT_CLASS (rel_requests_row_parent_class)->dispose (object);
}

static void
rel_requests_row_finalize (GObject *object)
{
  let_go (REL_REQUESTS_ROW (object));

  G_OBJECT_CLASS (rel_requests_row_parent_class)->finalize (object);
}

static void
rel_requests_row_class_init (RelRequestsRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rel_requests_row_get_property;
  object_class->set_property = rel_requests_row_set_property;
  object_class->dispose = rel_requests_row_dispose;
  object_class->finalize = rel_requests_row_finalize;

  /**
   * RelRequestsRow:form:
   *
   * The form by its name: `rest`, `curl`, `graphql` or `sdk`.
   */
  properties[PROP_FORM] = g_param_spec_string ("form", NULL, NULL, rel_snippet_get_form_name (REL_SNIPPET_REST),
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (REL_TYPE_CODE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-requests-row.ui");
  for (RelSnippetForm form = REL_SNIPPET_REST; form <= REL_SNIPPET_SDK; form++)
    gtk_widget_class_bind_template_child_full (widget_class, rel_snippet_get_form_name (form), FALSE,
                                               G_STRUCT_OFFSET (RelRequestsRow, forms[form]));
  gtk_widget_class_bind_template_child (widget_class, RelRequestsRow, code);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_toggled_cb);
}

static void
rel_requests_row_init (RelRequestsRow *self)
{
  g_autoptr (GSettings) settings = rel_settings_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self));
  if (settings != NULL)
    g_settings_bind (settings, "request-form", self, "form", G_SETTINGS_BIND_DEFAULT);
}

/**
 * rel_requests_row_new:
 *
 * Returns: (transfer floating): a row without requests
 */
GtkWidget *
rel_requests_row_new (void)
{
  return g_object_new (REL_TYPE_REQUESTS_ROW, NULL);
}

/**
 * rel_requests_row_show:
 * @self: a row
 * @changes: (element-type RelChange): changes, in the order of publishing
 * @base: what they are made on
 * @url: (nullable): the address of the server, if there is one
 *
 * Shows the requests that publish changes.
 */
void
rel_requests_row_show (RelRequestsRow *self, GPtrArray *changes, RelSchema *base, const char *url)
{
  guint n_requests = count_requests (changes);
  g_autofree char *subtitle = NULL;

  g_return_if_fail (REL_IS_REQUESTS_ROW (self));

  let_go (self);
  self->changes = g_ptr_array_ref (changes);
  self->base = rel_schema_ref (base);
  self->url = g_strdup (url);
  subtitle = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u request, sent when you publish",
                                           "%u requests, sent when you publish", n_requests),
                              n_requests);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  update_text (self);
}

/**
 * rel_requests_row_show_reading:
 * @self: a row
 * @relations: (element-type RelRelation): relations
 * @url: (nullable): the address of the server, if there is one
 *
 * Shows the requests that read relations.
 */
void
rel_requests_row_show_reading (RelRequestsRow *self, GPtrArray *relations, const char *url)
{
  g_return_if_fail (REL_IS_REQUESTS_ROW (self));

  let_go (self);
  self->relations = g_ptr_array_ref (relations);
  self->url = g_strdup (url);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _ ("Nothing is changed: how to read it from the server"));
  update_text (self);
}

/**
 * rel_requests_row_dup_text:
 * @self: a row
 *
 * Returns: (transfer full): the requests, unfolded or not
 */
char *
rel_requests_row_dup_text (RelRequestsRow *self)
{
  GString *text;

  g_return_val_if_fail (REL_IS_REQUESTS_ROW (self), NULL);

  if (self->changes != NULL)
    return g_strchomp (rel_snippet_dup_text (self->changes, self->form, self->base, self->url));
  text = g_string_new (NULL);
  for (guint i = 0; self->relations != NULL && i < self->relations->len; i++)
    {
      g_autofree char *reading =
        rel_snippet_dup_reading (g_ptr_array_index (self->relations, i), self->form, self->url);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", reading);
    }
  return g_strchomp (g_string_free (text, FALSE));
}
