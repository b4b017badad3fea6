/* rel-collection-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-collection-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-collection-settings.h"
#include "rel-field-list.h"
#include "rel-impact-group.h"
#include "rel-kind-icon.h"
#include "rel-neighbourhood.h"
#include "rel-title-layout.h"
#include "rel-wrap.h"

/**
 * RelCollectionPage:
 *
 * The page of a collection: its note, its neighbours, its relations as rows to go to, those of
 * its own fields, those through junctions and those of other collections that point at it, what
 * follows when an item is deleted, what can be set of it, and its fields.
 */
struct _RelCollectionPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkWidget *note_clamp;
  GtkLabel *note;
  GtkWidget *parts; /* what is under the picture */
  RelNeighbourhood *neighbourhood;
  AdwPreferencesGroup *members_group;
  AdwPreferencesGroup *outgoing_group;
  AdwPreferencesGroup *junction_group;
  AdwPreferencesGroup *incoming_group;
  AdwPreferencesGroup *any_group;
  RelImpactGroup *impact;
  RelCollectionSettings *settings;
  RelFieldList *fields;
  GtkWidget *add;
  AdwStatusPage *empty;

  RelPlace *place;   /* (owned) (nullable): what is shown */
  RelSchema *schema; /* (owned) (nullable): as it was when shown */
  GPtrArray *rows;   /* (element-type GtkWidget) (owned) (elements unowned): in the groups */
  GPtrArray *coming; /* (element-type GtkWidget) (owned) (elements unowned): rows and parts, the first one last */
  gboolean show_all; /* also the rows past MAX_ROWS */
};

G_DEFINE_FINAL_TYPE (RelCollectionPage, rel_collection_page, ADW_TYPE_BIN)

/* Directus' files are pointed at from everywhere; more rows than these come on demand. */
#define MAX_ROWS 60

/* There is time for so much in one frame: a part, as the settings, is as much as some rows. */
#define MAX_WEIGHT  8
#define PART_WEIGHT 4

static void fill (RelCollectionPage *self);

static void
add_row (RelCollectionPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (RelCollectionPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *chevron = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  rel_wrap_names (row);
  rel_title_layout_use (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chevron);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static char *
dup_link_subtitle (RelLink *link)
{
  const char *kind = rel_kind_get_label (rel_link_get_kind (link));

  if (rel_link_get_second (link) == NULL || rel_link_is_many_side (link))
    return g_strdup (kind);
  /* Translators: the kind of a relation, and the collection that holds its links. */
  return g_strdup_printf (_ ("%s · through %s"), kind, rel_relation_get_collection (rel_link_get_relation (link)));
}

static GtkWidget *
make_link_row (RelSchema *schema, RelLink *link, const char *title)
{
  g_autofree char *subtitle = dup_link_subtitle (link);
  g_autoptr (RelPlace) place = rel_place_new_link (schema, link);
  GtkWidget *row = make_row (title, subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), rel_kind_icon_new (rel_link_get_kind (link)));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ssu)", rel_place_get_collection (place),
                                    rel_place_get_field (place), rel_place_get_nth (place));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "project.show-relation");
  return row;
}

static gboolean
is_through_junction (RelLink *link)
{
  return rel_link_get_second (link) != NULL && !rel_link_is_many_side (link);
}

static void
add_outgoing (RelCollectionPage *self, GPtrArray *links)
{
  guint n_through = 0;

  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);
      g_autofree char *target = rel_link_dup_target (link);
      g_autofree char *title = *target != '\0' ? g_strdup_printf ("%s → %s", rel_link_get_field (link), target)
                                               : g_strdup (rel_link_get_field (link));

      n_through += is_through_junction (link) ? 1 : 0;
      add_row (self, is_through_junction (link) ? self->junction_group : self->outgoing_group,
               make_link_row (self->schema, link, title));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->outgoing_group), links->len > n_through);
  gtk_widget_set_visible (GTK_WIDGET (self->junction_group), n_through > 0);
}

static RelLink *
find_link_of (RelSchema *schema, RelRelation *relation)
{
  g_autoptr (GPtrArray) links = rel_link_list (schema, rel_relation_get_collection (relation));

  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);

      if (rel_link_get_relation (link) == relation && rel_link_is_many_side (link))
        return rel_link_ref (link);
    }
  return NULL;
}

static void
show_all_clicked_cb (RelCollectionPage *self)
{
  self->show_all = TRUE;
  remove_rows (self);
  fill (self);
}

static void
add_show_all (RelCollectionPage *self, guint n_more)
{
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Show %u More", "Show %u More", n_more), n_more);
  GtkWidget *row = make_row (text, NULL);

  g_signal_connect_object (row, "activated", G_CALLBACK (show_all_clicked_cb), self, G_CONNECT_SWAPPED);
  add_row (self, self->incoming_group, row);
}

static guint
add_incoming (RelCollectionPage *self)
{
  GPtrArray *incoming = rel_schema_get_incoming (self->schema, rel_place_get_collection (self->place));
  guint n_incoming = incoming != NULL ? incoming->len : 0;
  guint n_any = 0;

  for (guint i = 0; i < n_incoming; i++)
    {
      RelRelation *relation = g_ptr_array_index (incoming, i);
      g_autoptr (RelLink) link = NULL;
      g_autofree char *title = NULL;

      if (i >= MAX_ROWS && !self->show_all)
        {
          add_show_all (self, n_incoming - i);
          break;
        }
      link = find_link_of (self->schema, relation);
      if (link == NULL)
        continue;
      title = g_strdup_printf ("%s.%s", rel_relation_get_collection (relation), rel_relation_get_field (relation));
      n_any += rel_relation_is_any (relation) ? 1 : 0;
      add_row (self, rel_relation_is_any (relation) ? self->any_group : self->incoming_group,
               make_link_row (self->schema, link, title));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->incoming_group), n_incoming > n_any);
  gtk_widget_set_visible (GTK_WIDGET (self->any_group), n_any > 0);
  return n_incoming;
}

static guint
add_members (RelCollectionPage *self)
{
  const char *name = rel_place_get_collection (self->place);
  guint n_members = 0;

  for (guint i = 0; i < rel_schema_get_n_collections (self->schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (self->schema, i);
      GtkWidget *row;

      if (g_strcmp0 (rel_collection_get_group (collection), name) != 0)
        continue;
      row = make_row (rel_collection_get_name (collection), rel_collection_get_note (collection));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", rel_collection_get_name (collection));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "project.show-collection");
      add_row (self, self->members_group, row);
      n_members++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->members_group), n_members > 0);
  return n_members;
}

static void
show_note (RelCollectionPage *self, RelCollection *collection, gboolean is_linked)
{
  const char *note = NULL;

  if (collection != NULL && !rel_collection_exists (collection) && rel_collection_is_system (collection))
    /* Snapshots leave them out. */
    note = _ ("A collection of Directus itself, of which nothing was read but what names it.");
  else if (collection != NULL && !rel_collection_exists (collection))
    note = _ ("This collection does not exist. Only fields or relations name it.");
  else if (collection != NULL)
    note = rel_collection_get_note (collection);
  if ((note == NULL || *note == '\0') && collection != NULL && rel_collection_is_folder (collection))
    note = _ ("A folder groups collections. It has no fields and no items of its own.");
  if ((note == NULL || *note == '\0') && !is_linked)
    note = _ ("No field of this collection is linked with another one, and none points here.");
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (self->note_clamp, note != NULL && *note != '\0');
}

static void
show_empty (RelCollectionPage *self, RelCollection *collection)
{
  const char *name = rel_place_get_collection (self->place);
  gboolean exists = rel_schema_has_collection (self->schema, name);
  g_autofree char *text = NULL;

  if (!exists && collection == NULL)
    {
      text = g_markup_printf_escaped (_ ("“%s” is not in the project any more."), name);
      adw_status_page_set_icon_name (self->empty, "rel-broken-symbolic");
      adw_status_page_set_title (self->empty, _ ("No Longer There"));
    }
  else if (collection != NULL && rel_collection_is_folder (collection))
    {
      text = g_strdup (_ ("A folder groups collections. None is in this one."));
      adw_status_page_set_icon_name (self->empty, "folder-symbolic");
      adw_status_page_set_title (self->empty, _ ("Empty Folder"));
    }
  else
    {
      text =
        g_markup_printf_escaped (_ ("No field of “%s” is linked with another collection, and none points here."), name);
      adw_status_page_set_icon_name (self->empty, "rel-collection-symbolic");
      adw_status_page_set_title (self->empty, _ ("No Relations"));
    }
  adw_status_page_set_description (self->empty, text);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
fill (RelCollectionPage *self)
{
  const char *name = rel_place_get_collection (self->place);
  RelCollection *collection = rel_schema_find_collection (self->schema, name);
  g_autoptr (GPtrArray) links = rel_link_list (self->schema, name);
  g_autofree char *members = g_markup_printf_escaped (_ ("Under %s"), name);
  g_autofree char *outgoing = g_markup_printf_escaped (_ ("In %s"), name);
  g_autofree char *incoming = g_markup_printf_escaped (_ ("To %s"), name);
  g_autofree char *any = g_markup_printf_escaped (_ ("To Any of Several, Also to %s"), name);
  gboolean can_add = collection != NULL && rel_collection_exists (collection) && !rel_collection_is_folder (collection);
  guint n_rows = links->len;

  adw_preferences_group_set_title (self->members_group, members);
  adw_preferences_group_set_title (self->outgoing_group, outgoing);
  adw_preferences_group_set_title (self->incoming_group, incoming);
  adw_preferences_group_set_title (self->any_group, any);
  /* There is nothing to draw of a folder. */
  gtk_widget_set_visible (GTK_WIDGET (self->neighbourhood),
                          collection == NULL || !rel_collection_is_folder (collection));
  gtk_widget_set_visible (GTK_WIDGET (self->impact), can_add);
  rel_impact_group_show (self->impact, self->schema, name);
  gtk_widget_set_visible (self->add, can_add);
  n_rows += add_members (self);
  add_outgoing (self, links);
  n_rows += add_incoming (self);
  show_note (self, collection, n_rows > 0);

  if (n_rows == 0 && !can_add)
    show_empty (self, collection);
  else
    gtk_stack_set_visible_child_name (self->stack, "collection");
}

/* From the last one of the page to the first one. */
static void
hold_back (RelCollectionPage *self)
{
  for (GtkWidget *part = gtk_widget_get_last_child (self->parts); part != NULL;
       part = gtk_widget_get_prev_sibling (part))
    {
      guint n_before = self->coming->len;

      if (!gtk_widget_get_visible (part))
        continue;
      gtk_widget_set_visible (part, FALSE);
      for (guint i = self->rows->len; i > 0; i--)
        {
          GtkWidget *row = g_ptr_array_index (self->rows, i - 1);

          if (!gtk_widget_is_ancestor (row, part))
            continue;
          gtk_widget_set_visible (row, FALSE);
          g_ptr_array_add (self->coming, row);
        }
      if (self->coming->len == n_before)
        g_ptr_array_add (self->coming, part);
    }
}

static void
show_next (RelCollectionPage *self)
{
  GtkWidget *widget = g_ptr_array_steal_index (self->coming, self->coming->len - 1);
  GtkWidget *group = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP);

  gtk_widget_set_visible (widget, TRUE);
  if (group != NULL)
    gtk_widget_set_visible (group, TRUE);
}

static void
rel_collection_page_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_collection_page_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_COLLECTION_PAGE);
}

static void
rel_collection_page_finalize (GObject *object)
{
  RelCollectionPage *self = REL_COLLECTION_PAGE (object);

  g_clear_pointer (&self->place, rel_place_unref);
  g_clear_pointer (&self->schema, rel_schema_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->coming);

  G_OBJECT_CLASS (rel_collection_page_parent_class)->finalize (object);
}

static void
rel_collection_page_class_init (RelCollectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_collection_page_dispose;
  object_class->finalize = rel_collection_page_finalize;

  g_type_ensure (REL_TYPE_NEIGHBOURHOOD);
  g_type_ensure (REL_TYPE_IMPACT_GROUP);
  g_type_ensure (REL_TYPE_COLLECTION_SETTINGS);
  g_type_ensure (REL_TYPE_FIELD_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-collection-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, note_clamp);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, note);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, parts);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, neighbourhood);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, members_group);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, outgoing_group);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, junction_group);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, incoming_group);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, any_group);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, impact);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, settings);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, fields);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, empty);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionPage, add);
}

static void
rel_collection_page_init (RelCollectionPage *self)
{
  self->rows = g_ptr_array_new ();
  self->coming = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->members_group));
  rel_wrap_names (GTK_WIDGET (self->outgoing_group));
  rel_wrap_names (GTK_WIDGET (self->incoming_group));
  rel_wrap_names (GTK_WIDGET (self->any_group));
  rel_title_layout_use (GTK_WIDGET (self));
}

/**
 * rel_collection_page_new:
 *
 * Returns: (transfer floating): a page that shows nothing yet
 */
GtkWidget *
rel_collection_page_new (void)
{
  return g_object_new (REL_TYPE_COLLECTION_PAGE, NULL);
}

/**
 * rel_collection_page_show:
 * @self: a page
 * @workspace: a workspace
 * @place: the place of a collection; it may be gone
 *
 * Shows a collection of the workspace's draft. After each change of the workspace this is
 * to be called again; it costs nothing if the draft is the same and all of it is shown.
 */
void
rel_collection_page_show (RelCollectionPage *self, RelWorkspace *workspace, RelPlace *place)
{
  RelSchema *draft;

  g_return_if_fail (REL_IS_COLLECTION_PAGE (self));

  draft = rel_workspace_get_draft (workspace);
  if (self->schema == draft && rel_place_equal (self->place, place))
    {
      while (self->coming->len > 0)
        show_next (self);
      return;
    }
  g_ptr_array_set_size (self->coming, 0);

  if (!rel_place_equal (self->place, place))
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
      self->show_all = FALSE;
      rel_place_ref (place);
      g_clear_pointer (&self->place, rel_place_unref);
      self->place = place;
    }
  rel_schema_ref (draft);
  g_clear_pointer (&self->schema, rel_schema_unref);
  self->schema = draft;

  rel_neighbourhood_show (self->neighbourhood, workspace, rel_place_get_collection (place));
  rel_collection_settings_show (self->settings, workspace, rel_place_get_collection (place));
  rel_field_list_show (self->fields, workspace, rel_place_get_collection (place));
  remove_rows (self);
  fill (self);
}

/**
 * rel_collection_page_begin:
 * @self: a page
 * @workspace: a workspace
 * @place: the place of a collection; it may be gone
 *
 * As [method@CollectionPage.show], but without what is under the picture: that comes with
 * [method@CollectionPage.go_on], or when it is shown again.
 */
void
rel_collection_page_begin (RelCollectionPage *self, RelWorkspace *workspace, RelPlace *place)
{
  g_return_if_fail (REL_IS_COLLECTION_PAGE (self));

  rel_collection_page_show (self, workspace, place);
  hold_back (self);
}

/**
 * rel_collection_page_go_on:
 * @self: a page
 *
 * Shows as much more as there is time for in one frame. It is added at the end: nothing moves.
 *
 * Returns: whether there is more
 */
gboolean
rel_collection_page_go_on (RelCollectionPage *self)
{
  guint weight = 0;

  g_return_val_if_fail (REL_IS_COLLECTION_PAGE (self), FALSE);

  while (self->coming->len > 0 && weight < MAX_WEIGHT)
    {
      GtkWidget *next = g_ptr_array_index (self->coming, self->coming->len - 1);

      weight += GTK_IS_LIST_BOX_ROW (next) ? 1 : PART_WEIGHT;
      show_next (self);
    }
  return self->coming->len > 0;
}
