/* rel-relation-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-relation-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-adoption.h"
#include "rel-code.h"
#include "rel-edit.h"
#include "rel-member-edit.h"
#include "rel-mnemonics.h"
#include "rel-sentence.h"
#include "rel-title-layout.h"
#include "rel-wrap.h"

/**
 * RelRelationForm:
 *
 * Every member of one relation, in groups: what is set in its own collection, what shows
 * in the related one, the foreign key, and everything as the API has it.
 *
 * A row is made when a relation has use for it first, those that unfold when they are seen
 * first; showing another relation, or the same one after an edit, only gives them new values,
 * so that the focus stays.
 */
struct _RelRelationForm
{
  GtkBox parent_instance;

  GtkWidget *heading;
  GtkLabel *name;
  GtkLabel *sentence;
  GtkWidget *remark_box;
  GtkLabel *remark;
  GtkWidget *adopt;
  AdwPreferencesGroup *own_group;
  GtkListBox *own_list;
  AdwPreferencesGroup *related_group;
  GtkListBox *related_list;
  AdwExpanderRow *key_row;
  AdwExpanderRow *all_row;
  AdwExpanderRow *stored_row;
  RelCode *code;

  GPtrArray *labels;       /* (element-type utf8) (owned): with a letter, by place */
  GPtrArray *rows;         /* (element-type RelMemberRow) (owned) (elements unowned): by place, or %NULL */
  GPtrArray *all_rows;     /* the same, those of "Everything"; empty until opened */
  RelWorkspace *workspace; /* (owned) (nullable) */
  RelRelation *relation;   /* (owned) (nullable) */
  RelRelation *before;     /* (owned) (nullable): as published */
  guint nth;
  gboolean half;
};

G_DEFINE_FINAL_TYPE (RelRelationForm, rel_relation_form, GTK_TYPE_BOX)

typedef enum
{
  GROUP_OWN,
  GROUP_RELATED,
  GROUP_KEY,
} Group;

/* In the order of the rows. The members of the row in the database that only repeat what
 * stands elsewhere are under "Everything". */
static const struct
{
  const char *path;
  Group group;
} places[] = {
  { "collection", GROUP_OWN },
  { "field", GROUP_OWN },
  { "related_collection", GROUP_OWN },
  { "meta.one_allowed_collections", GROUP_OWN },
  { "meta.one_collection_field", GROUP_OWN },
  { "schema.on_delete", GROUP_OWN },
  { "schema.on_update", GROUP_OWN },
  { "meta.junction_field", GROUP_OWN },
  { "meta.one_field", GROUP_RELATED },
  { "meta.one_deselect_action", GROUP_RELATED },
  { "meta.sort_field", GROUP_RELATED },
  { "schema.constraint_name", GROUP_KEY },
  { "schema.table", GROUP_KEY },
  { "schema.column", GROUP_KEY },
  { "schema.foreign_key_table", GROUP_KEY },
  { "schema.foreign_key_column", GROUP_KEY },
};

/* Rows are shown anew while the draft changes; a mistake is said after that. */
static void
say_mistake (RelMemberRow *row, const GError *error)
{
  if (error != NULL)
    rel_member_row_set_mistake (row, error->message);
}

static void
chosen_cb (RelRelationForm *self, JsonNode *value, RelMemberRow *row)
{
  g_autoptr (RelRelation) relation = rel_relation_ref (self->relation);
  g_autoptr (GError) error = NULL;

  rel_member_edit_choose (rel_member_row_get_member (row), self->workspace, relation, value, &error);
  say_mistake (row, error);
}

static void
named_cb (RelRelationForm *self, const char *name, RelMemberRow *row)
{
  g_autoptr (RelRelation) relation = rel_relation_ref (self->relation);
  g_autoptr (GError) error = NULL;

  rel_member_edit_name (rel_member_row_get_member (row), self->workspace, relation, name, &error);
  say_mistake (row, error);
}

static void
taken_back_cb (RelRelationForm *self, RelMemberRow *row)
{
  g_autoptr (RelRelation) relation = rel_relation_ref (self->relation);
  g_autoptr (GError) error = NULL;

  rel_member_edit_take_back (rel_member_row_get_member (row), self->workspace, relation, &error);
  say_mistake (row, error);
}

static RelMemberRow *
make_row (RelRelationForm *self, const RelMember *member)
{
  GtkWidget *row = rel_member_row_new (member);

  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "named", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "taken-back", G_CALLBACK (taken_back_cb), self, G_CONNECT_SWAPPED);
  return REL_MEMBER_ROW (row);
}

/* Among those of its group it stands where its place is. */
static RelMemberRow *
ensure_row (RelRelationForm *self, guint place)
{
  RelMemberRow *row = g_ptr_array_index (self->rows, place);
  int position = 0;

  if (row != NULL)
    return row;

  row = make_row (self, rel_member_find (places[place].path));
  if (g_ptr_array_index (self->labels, place) != NULL)
    rel_member_row_set_mnemonic (row, g_ptr_array_index (self->labels, place));
  for (guint i = 0; i < place; i++)
    position += places[i].group == places[place].group && g_ptr_array_index (self->rows, i) != NULL;
  if (places[place].group == GROUP_KEY)
    adw_expander_row_add_row (self->key_row, GTK_WIDGET (row));
  else
    gtk_list_box_insert (places[place].group == GROUP_OWN ? self->own_list : self->related_list, GTK_WIDGET (row),
                         position);
  g_ptr_array_index (self->rows, place) = row;
  return row;
}

static gboolean
is_set (RelRelation *relation, const char *path)
{
  return relation != NULL && !rel_json_is_null (rel_relation_get_member (relation, path));
}

/* Whether a relation of this kind has use for a member; "Everything" shows all anyway. */
static gboolean
has_use_for (RelRelationForm *self, const RelMember *member)
{
  const char *path = rel_member_get_path (member);
  RelRelation *relation = self->relation;

  if (is_set (self->before, path) != is_set (relation, path))
    return TRUE;
  if (!rel_member_applies (member, relation))
    return FALSE;
  if (strcmp (path, "related_collection") == 0)
    return rel_relation_get_related_collection (relation) != NULL || !rel_relation_is_any (relation);
  if (strcmp (path, "meta.junction_field") == 0)
    return is_set (relation, path) || self->half;
  if (strcmp (path, "meta.sort_field") == 0)
    return is_set (relation, path) || rel_relation_get_one_field (relation) != NULL;
  if (strcmp (path, "meta.one_deselect_action") == 0)
    return rel_relation_get_one_field (relation) != NULL;
  if (g_str_has_prefix (path, "meta.one_allowed") || g_str_has_prefix (path, "meta.one_collection"))
    return is_set (relation, path) || rel_relation_is_any (relation);
  return TRUE;
}

static void
show_row (RelRelationForm *self, RelMemberRow *row)
{
  rel_member_row_show (row, rel_workspace_get_draft (self->workspace), self->relation, self->before);
}

/* Returns: whether any row of the group is shown */
static gboolean
show_rows (RelRelationForm *self, Group group)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gboolean visible = places[i].group == group && has_use_for (self, rel_member_find (places[i].path));

      if (places[i].group != group)
        continue;
      if (visible)
        show_row (self, ensure_row (self, i));
      if (g_ptr_array_index (self->rows, i) != NULL)
        gtk_widget_set_visible (g_ptr_array_index (self->rows, i), visible);
      any |= visible;
    }
  return any;
}

static void
set_title (AdwPreferencesGroup *group, GtkListBox *list, const char *title)
{
  g_autofree char *markup = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (group, markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
show_groups (RelRelationForm *self)
{
  g_autofree char *own = g_strdup_printf (_ ("In %s"), rel_relation_get_collection (self->relation));
  const char *related = rel_relation_get_related_collection (self->relation);
  g_autofree char *other = related != NULL ? g_strdup_printf (_ ("In %s"), related)
                                           : g_strdup (_ ("On the Other Side"));

  show_rows (self, GROUP_OWN);
  set_title (self->own_group, self->own_list, own);
  gtk_widget_set_visible (GTK_WIDGET (self->related_group), show_rows (self, GROUP_RELATED));
  set_title (self->related_group, self->related_list, other);
}

static char *
dup_text (RelRelation *relation, const char *path)
{
  return is_set (relation, path) ? rel_member_dup_text (rel_relation_get_member (relation, path)) : NULL;
}

static void
show_key (RelRelationForm *self)
{
  g_autofree char *name = dup_text (self->relation, "schema.constraint_name");
  g_autofree char *table = dup_text (self->relation, "schema.table");
  g_autofree char *column = dup_text (self->relation, "schema.column");
  g_autofree char *other_table = dup_text (self->relation, "schema.foreign_key_table");
  g_autofree char *other_column = dup_text (self->relation, "schema.foreign_key_column");
  g_autofree char *summary = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->key_row), rel_relation_has_foreign_key (self->relation));
  if (adw_expander_row_get_expanded (self->key_row))
    show_rows (self, GROUP_KEY);
  if (table != NULL && other_table != NULL)
    summary = g_strdup_printf ("%s%s%s.%s → %s.%s", name != NULL ? name : "", name != NULL ? " · " : "", table,
                               column != NULL ? column : "?", other_table, other_column != NULL ? other_column : "?");
  adw_expander_row_set_subtitle (self->key_row, summary != NULL ? summary : "");
}

static const char *
get_remark (RelRelationForm *self, RelSchema *draft)
{
  if (rel_relation_is_system (self->relation))
    return _ ("This relation is one of Directus’ own. It cannot be changed.");
  if (rel_schema_is_ghost (draft, self->relation))
    return _ ("The collection or the field of this relation does not exist. Directus refuses changes to it until it "
              "does.");
  if (!rel_edit_is_key_of_directus (draft, self->relation))
    return _ ("The foreign key of this relation has several columns or does not point at the primary key. Directus "
              "would put another one in its place, so it can only be looked at.");
  if (!rel_relation_has_meta (self->relation))
    return _ (
      "The database has this foreign key, but Directus has no settings for it. Only what happens on deleting and "
      "on changing keys can be set.");
  if (!rel_relation_has_foreign_key (self->relation) && !rel_relation_is_any (self->relation))
    return _ (
      "Directus has settings for this relation, but the database has no foreign key for it: nothing happens when "
      "related items are deleted.");
  return NULL;
}

/* The draft with the foreign key as a relation of Directus; %NULL if it cannot be one. */
static RelSchema *
adopt (RelRelationForm *self, RelSchema *draft)
{
  return rel_adoption_apply (draft, rel_relation_get_collection (self->relation),
                             rel_relation_get_field (self->relation), self->nth, NULL, NULL);
}

static void
adopt_clicked_cb (RelRelationForm *self)
{
  g_autoptr (RelSchema) next = adopt (self, rel_workspace_get_draft (self->workspace));
  /* Translators: names an edit; a collection and a field of it, as articles.author. */
  g_autofree char *name = g_strdup_printf (_ ("Make %s.%s a relation of Directus"),
                                           rel_relation_get_collection (self->relation),
                                           rel_relation_get_field (self->relation));

  if (next != NULL)
    rel_workspace_set_draft (self->workspace, next, name);
}

static void
show_heading (RelRelationForm *self, RelSchema *draft)
{
  const char *related = rel_relation_get_related_collection (self->relation);
  const char *collection = rel_relation_get_collection (self->relation);
  const char *field = rel_relation_get_field (self->relation);
  const char *remark = get_remark (self, draft);
  g_autoptr (RelSchema) adopted = adopt (self, draft);
  g_autofree char *sentence = rel_sentence_dup_on_delete (self->relation);
  g_autofree char *name = related != NULL ? g_strdup_printf ("%s.%s → %s", collection, field, related)
                                          : g_strdup_printf ("%s.%s", collection, field);

  gtk_widget_set_visible (self->heading, self->half);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), sentence != NULL);
  gtk_widget_set_visible (self->remark_box, remark != NULL);
  gtk_widget_set_visible (self->adopt, adopted != NULL);
  gtk_label_set_label (self->remark, remark != NULL ? remark : "");
}

static void
key_expanded_cb (RelRelationForm *self)
{
  if (self->relation != NULL)
    show_key (self);
}

static void
show_stored (RelRelationForm *self)
{
  g_autofree char *json = NULL;

  if (!adw_expander_row_get_expanded (self->stored_row) || self->relation == NULL)
    return;
  json = rel_json_dup_text (rel_relation_get_json (self->relation), TRUE);
  rel_code_set_text (self->code, json);
}

static void
stored_expanded_cb (RelRelationForm *self)
{
  show_stored (self);
}

static void
show_all (RelRelationForm *self)
{
  if (!adw_expander_row_get_expanded (self->all_row) || self->relation == NULL)
    return;

  for (guint i = 0; i < rel_member_get_count (); i++)
    {
      if (i == self->all_rows->len)
        {
          g_ptr_array_add (self->all_rows, make_row (self, rel_member_get_nth (i)));
          adw_expander_row_add_row (self->all_row, g_ptr_array_index (self->all_rows, i));
        }
      show_row (self, g_ptr_array_index (self->all_rows, i));
    }
}

static void
all_expanded_cb (RelRelationForm *self)
{
  show_all (self);
}

static void
rel_relation_form_dispose (GObject *object)
{
  RelRelationForm *self = REL_RELATION_FORM (object);

  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_RELATION_FORM);

  G_OBJECT_CLASS (rel_relation_form_parent_class)->dispose (object);
}

static void
rel_relation_form_finalize (GObject *object)
{
  RelRelationForm *self = REL_RELATION_FORM (object);

  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->all_rows);
  g_clear_pointer (&self->relation, rel_relation_unref);
  g_clear_pointer (&self->before, rel_relation_unref);

  G_OBJECT_CLASS (rel_relation_form_parent_class)->finalize (object);
}

static void
rel_relation_form_class_init (RelRelationFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_relation_form_dispose;
  object_class->finalize = rel_relation_form_finalize;

  g_type_ensure (REL_TYPE_CODE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-relation-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, heading);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, name);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, sentence);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, remark_box);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, remark);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, adopt);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, own_group);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, own_list);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, related_group);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, related_list);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, key_row);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, all_row);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, stored_row);
  gtk_widget_class_bind_template_child (widget_class, RelRelationForm, code);
  gtk_widget_class_bind_template_callback (widget_class, adopt_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, stored_expanded_cb);
}

/* Each row that can be seen unfolded has a letter; those of the bar at the foot and of the
 * button below are not among them. */
static void
choose_letters (RelRelationForm *self)
{
  g_autoptr (RelMnemonics) mnemonics = rel_mnemonics_new ();

  rel_mnemonics_reserve (mnemonics, _ ("Re_view"));
  rel_mnemonics_reserve (mnemonics, _ ("Dis_card All"));
  rel_mnemonics_reserve (mnemonics, _ ("_Delete Relation…"));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const RelMember *member = rel_member_find (places[i].path);
      gboolean has_letter = rel_member_is_writable (member) || strcmp (places[i].path, "related_collection") == 0;

      g_ptr_array_add (self->labels,
                       has_letter ? rel_mnemonics_dup_label (mnemonics, rel_member_get_label (member)) : NULL);
    }
}

static void
rel_relation_form_init (RelRelationForm *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  g_ptr_array_set_size (self->rows, G_N_ELEMENTS (places));
  self->all_rows = g_ptr_array_new ();
  choose_letters (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->name));
  rel_wrap_names (GTK_WIDGET (self->sentence));
  rel_wrap_names (GTK_WIDGET (self->own_group));
  rel_wrap_names (GTK_WIDGET (self->related_group));
  rel_wrap_names (GTK_WIDGET (self->key_row));
  rel_title_layout_use (GTK_WIDGET (self));
}

/**
 * rel_relation_form_new:
 *
 * Returns: (transfer floating): a form that shows nothing yet
 */
GtkWidget *
rel_relation_form_new (void)
{
  return g_object_new (REL_TYPE_RELATION_FORM, NULL);
}

/**
 * rel_relation_form_show:
 * @self: a form
 * @workspace: a workspace
 * @relation: a relation of its draft
 * @half: whether it is shown as one half of a junction, under a heading of its own
 *
 * Shows a relation. After each change of the workspace this is to be called again.
 */
void
rel_relation_form_show (RelRelationForm *self, RelWorkspace *workspace, RelRelation *relation, gboolean half)
{
  RelSchema *draft;
  RelRelation *before;
  RelCollection *collection;

  g_return_if_fail (REL_IS_RELATION_FORM (self));

  draft = rel_workspace_get_draft (workspace);
  collection = rel_schema_find_collection (draft, rel_relation_get_collection (relation));
  g_set_object (&self->workspace, workspace);
  rel_relation_ref (relation);
  g_clear_pointer (&self->relation, rel_relation_unref);
  self->relation = relation;
  self->nth = rel_collection_get_nth (collection, relation);
  self->half = half;

  before = rel_schema_find_relation (rel_workspace_get_base (workspace), rel_relation_get_collection (relation),
                                     rel_relation_get_field (relation), self->nth);
  g_clear_pointer (&self->before, rel_relation_unref);
  self->before = before != NULL ? rel_relation_ref (before) : NULL;

  show_heading (self, draft);
  show_groups (self);
  show_key (self);
  show_all (self);
  show_stored (self);
}

/**
 * rel_relation_form_find_row:
 * @self: a form
 * @path: a member by its name in the API
 *
 * Returns: (transfer none) (nullable): the row of that member, outside of "Everything"; %NULL
 *   if it was not to be seen yet
 */
RelMemberRow *
rel_relation_form_find_row (RelRelationForm *self, const char *path)
{
  g_return_val_if_fail (REL_IS_RELATION_FORM (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (strcmp (places[i].path, path) == 0)
        return g_ptr_array_index (self->rows, i);
    }
  return NULL;
}
