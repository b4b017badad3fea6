/* rel-member-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the row of a member offers a person, and which edit of the draft comes of it.
 *
 * Most members are set as they stand. Three are more than their value: another related
 * collection is another relation, the list at the other side is a field of its own, and so is
 * the column for its order.
 */

#include "config.h"

#include "rel-member-edit.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-alias.h"
#include "rel-edit.h"
#include "rel-end-choices.h"
#include "rel-kind.h"
#include "rel-pending.h"
#include "rel-retarget.h"
#include "rel-sort-field.h"

typedef enum
{
  PLAIN,
  TARGET,
  LIST,
  ORDER,
} Sort;

static Sort
get_sort (const RelMember *member)
{
  const char *path = rel_member_get_path (member);

  if (strcmp (path, "related_collection") == 0)
    return TARGET;
  if (strcmp (path, "meta.one_field") == 0)
    return LIST;
  return strcmp (path, "meta.sort_field") == 0 ? ORDER : PLAIN;
}

static guint
get_nth (RelSchema *schema, RelRelation *relation)
{
  return rel_collection_get_nth (rel_schema_find_collection (schema, rel_relation_get_collection (relation)), relation);
}

static gboolean
can_retarget (RelSchema *schema, RelRelation *relation)
{
  return !rel_relation_is_any (relation) && rel_relation_get_related_collection (relation) != NULL &&
         rel_edit_check_settable (schema, relation, "meta.one_field", NULL) &&
         rel_schema_find_relation (schema, rel_relation_get_collection (relation), rel_relation_get_field (relation),
                                   1) == NULL;
}

/**
 * rel_member_edit_is_possible:
 * @member: a member
 * @schema: a schema
 * @relation: one of its relations
 *
 * Returns: whether a person may change the member
 */
gboolean
rel_member_edit_is_possible (const RelMember *member, RelSchema *schema, RelRelation *relation)
{
  if (rel_relation_is_system (relation))
    return FALSE;
  if (get_sort (member) == TARGET)
    return can_retarget (schema, relation);
  return rel_member_is_writable (member) && rel_member_applies (member, relation) &&
         rel_edit_check_settable (schema, relation, rel_member_get_path (member), NULL);
}

/**
 * rel_member_edit_can_name:
 * @member: a member
 *
 * Returns: whether a name for something new can be typed for it
 */
gboolean
rel_member_edit_can_name (const RelMember *member)
{
  Sort sort = get_sort (member);

  return sort == LIST || sort == ORDER;
}

/**
 * rel_member_edit_get_note:
 * @member: a member
 *
 * Returns: (transfer none) (nullable): what is to be known before one chooses
 */
const char *
rel_member_edit_get_note (const RelMember *member)
{
  if (get_sort (member) != TARGET)
    return NULL;
  return _ ("The relation is deleted and made anew. If the key of the other collection has the same type, the values "
            "stay, and are taken for keys of it; else they are lost.");
}

/* What stands beside a choice in small type: its type, or its name in the API. */
static char *
dup_detail (const RelMember *member, RelSchema *schema, RelRelation *relation, const char *choice)
{
  RelField *field;
  RelCollection *collection;
  const char *related;

  switch (rel_member_get_type (member))
    {
    case REL_MEMBER_ACTION:
    case REL_MEMBER_DESELECT:
      return g_strdup (choice);
    case REL_MEMBER_OWN_FIELD:
      field = rel_schema_find_field (schema, rel_relation_get_collection (relation), choice);
      return g_strdup (field != NULL ? rel_field_get_data_type (field) : NULL);
    case REL_MEMBER_RELATED_ALIAS:
      related = rel_relation_get_related_collection (relation);
      return g_strdup (rel_kind_get_label (rel_kind_of_field (schema, related, choice, NULL, NULL)));
    case REL_MEMBER_COLLECTIONS:
      collection = rel_schema_find_collection (schema, choice);
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u field", "%u fields",
                                           rel_collection_get_n_fields (collection)),
                              rel_collection_get_n_fields (collection));
    case REL_MEMBER_TEXT:
    case REL_MEMBER_NUMBER:
    default:
      return NULL;
    }
}

/* A value that is there already but does not fit is a choice too, else it could not be seen. */
static void
add_odd_values (GPtrArray *choices, const char *const *known, GStrv selected)
{
  for (guint i = 0; selected != NULL && selected[i] != NULL; i++)
    {
      if (!g_strv_contains (known, selected[i]))
        g_ptr_array_add (choices, rel_choice_new (selected[i], selected[i], _ ("does not fit")));
    }
}

static RelChoice *
new_none (const RelMember *member, RelSchema *schema, RelRelation *relation)
{
  gboolean drops = get_sort (member) == LIST && rel_alias_find (schema, relation) != NULL;

  return rel_choice_new (NULL, _ ("None"), drops ? _ ("deletes the list") : NULL);
}

/**
 * rel_member_edit_list_choices:
 * @member: a member
 * @schema: a schema
 * @relation: one of its relations, of which the member can be changed
 *
 * Returns: (transfer full) (element-type RelChoice): what to choose from
 */
GPtrArray *
rel_member_edit_list_choices (const RelMember *member, RelSchema *schema, RelRelation *relation)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) values = rel_member_dup_choices (member, schema, relation);
  g_auto (GStrv) selected = rel_member_edit_dup_selected (member, relation);

  if (get_sort (member) == TARGET)
    {
      rel_end_choices_add (choices, schema);
      return choices;
    }
  if (rel_member_may_be_null (member) && rel_member_get_type (member) != REL_MEMBER_COLLECTIONS)
    g_ptr_array_add (choices, new_none (member, schema, relation));
  add_odd_values (choices, (const char *const *) values, selected);
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *detail = dup_detail (member, schema, relation, values[i]);

      g_ptr_array_add (choices, rel_choice_new (values[i], rel_member_get_choice_label (member, values[i]), detail));
    }
  return choices;
}

/**
 * rel_member_edit_dup_selected:
 * @member: a member
 * @relation: a relation
 *
 * Returns: (transfer full) (nullable): the values that it has; %NULL if it has none
 */
GStrv
rel_member_edit_dup_selected (const RelMember *member, RelRelation *relation)
{
  JsonNode *value = rel_relation_get_member (relation, rel_member_get_path (member));
  g_autofree char *text = NULL;

  if (rel_json_is_null (value))
    return NULL;
  if (rel_member_get_type (member) == REL_MEMBER_COLLECTIONS)
    return g_strdupv ((char **) rel_relation_get_one_allowed_collections (relation));
  text = rel_member_dup_text (value);
  return g_strdupv ((char *[]){ text, NULL });
}

/**
 * rel_member_edit_dup_misfit:
 * @member: a member
 * @schema: a schema
 * @relation: one of its relations, of which the member can be changed
 *
 * Returns: (transfer full) (nullable): what is wrong with the value that it has; %NULL if
 *   nothing is
 */
char *
rel_member_edit_dup_misfit (const RelMember *member, RelSchema *schema, RelRelation *relation)
{
  g_auto (GStrv) selected = rel_member_edit_dup_selected (member, relation);
  g_auto (GStrv) values = NULL;

  if (selected == NULL)
    return NULL;
  values = rel_member_dup_choices (member, schema, relation);
  for (guint i = 0; values != NULL && selected[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *) values, selected[i]))
        return g_strdup_printf (_ ("“%s” does not exist, or does not fit here"), selected[i]);
    }
  return NULL;
}

/* The draft with something new of that name. */
static RelSchema *
apply_name (const RelMember *member, RelSchema *schema, RelRelation *relation, const char *name, GError **error)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  guint nth = get_nth (schema, relation);

  return get_sort (member) == LIST ? rel_alias_set (schema, collection, field, nth, name, error)
                                   : rel_sort_field_add (schema, collection, field, nth, name, error);
}

static char *
dup_name_label (const RelMember *member, RelSchema *schema, RelRelation *relation, const char *name)
{
  if (get_sort (member) == ORDER)
    return g_strdup_printf (_ ("New Field “%s”"), name);
  if (rel_alias_find (schema, relation) != NULL)
    return g_strdup_printf (_ ("Rename It to “%s”"), name);
  return g_strdup_printf (_ ("New List “%s”"), name);
}

/**
 * rel_member_edit_judge_name:
 * @member: a member for which a name can be typed
 * @schema: a schema
 * @relation: one of its relations
 * @name: what is typed
 * @mistake: (out): why that cannot be; untouched if it can
 *
 * Returns: (transfer full): what the button says that makes it so
 */
char *
rel_member_edit_judge_name (const RelMember *member,
                            RelSchema *schema,
                            RelRelation *relation,
                            const char *name,
                            char **mistake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = apply_name (member, schema, relation, name, &error);

  if (next == NULL)
    *mistake = g_strdup (error->message);
  return dup_name_label (member, schema, relation, name);
}

static char *
dup_where (RelRelation *relation)
{
  return g_strdup_printf ("%s.%s", rel_relation_get_collection (relation), rel_relation_get_field (relation));
}

/* Consumes @next. */
static gboolean
take_draft (RelWorkspace *workspace, RelSchema *next, const char *name)
{
  if (next == NULL)
    return FALSE;
  if (next != rel_workspace_get_draft (workspace))
    rel_workspace_set_draft (workspace, next, name);
  rel_schema_unref (next);
  return TRUE;
}

/**
 * rel_member_edit_choose:
 * @member: a member
 * @workspace: a project
 * @relation: a relation of its draft
 * @value: what the member shall be
 * @error: (out) (optional): where to put a failure
 *
 * Errors: those of the edit.
 *
 * Returns: whether it was done
 */
gboolean
rel_member_edit_choose (const RelMember *member,
                        RelWorkspace *workspace,
                        RelRelation *relation,
                        JsonNode *value,
                        GError **error)
{
  RelSchema *draft = rel_workspace_get_draft (workspace);
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  guint nth = get_nth (draft, relation);
  g_autofree char *where = dup_where (relation);
  g_autofree char *name = NULL;

  if (get_sort (member) == TARGET && !rel_json_is_null (value))
    {
      const char *related = json_node_get_string (value);

      /* Translators: names an edit; a relation, as articles.author, and a collection. */
      name = g_strdup_printf (_ ("Point %s at %s"), where, related);
      return take_draft (workspace, rel_retarget_apply (draft, collection, field, nth, related, error), name);
    }
  if (get_sort (member) == LIST && rel_json_is_null (value))
    {
      /* Translators: names an edit; a relation, as articles.author. */
      name = g_strdup_printf (_ ("Delete the list of %s"), where);
      return take_draft (workspace, rel_alias_set (draft, collection, field, nth, NULL, error), name);
    }
  return rel_workspace_set_member (workspace, collection, field, nth, rel_member_get_path (member), value, error);
}

/**
 * rel_member_edit_name:
 * @member: a member for which a name can be typed
 * @workspace: a project
 * @relation: a relation of its draft
 * @name: the name of something new
 * @error: (out) (optional): where to put a failure
 *
 * Errors: those of the edit.
 *
 * Returns: whether it was done
 */
gboolean
rel_member_edit_name (const RelMember *member,
                      RelWorkspace *workspace,
                      RelRelation *relation,
                      const char *name,
                      GError **error)
{
  g_autofree char *where = dup_where (relation);
  g_autofree char *edit = NULL;

  if (get_sort (member) == LIST)
    /* Translators: names an edit; a relation, as articles.author, and a new name. */
    edit = g_strdup_printf (_ ("Call the list of %s “%s”"), where, name);
  else
    /* Translators: names an edit; a relation, as articles.author, and the name of a field. */
    edit = g_strdup_printf (_ ("Keep the order of %s in “%s”"), where, name);
  return take_draft (workspace, apply_name (member, rel_workspace_get_draft (workspace), relation, name, error), edit);
}

/* A relation that points elsewhere is another one: all that was changed of it goes. */
static gboolean
take_back_target (RelWorkspace *workspace, RelRelation *relation, GError **error)
{
  g_autoptr (GPtrArray) changes = rel_pending_list_of_relation (workspace, relation);

  return rel_workspace_discard (workspace, changes, error);
}

/**
 * rel_member_edit_take_back:
 * @member: a member that is not as it was published
 * @workspace: a project
 * @relation: a relation of its draft, which is published
 * @error: (out) (optional): where to put a failure
 *
 * Makes the member what it was.
 *
 * Errors: those of the edit.
 *
 * Returns: whether it was done
 */
gboolean
rel_member_edit_take_back (const RelMember *member, RelWorkspace *workspace, RelRelation *relation, GError **error)
{
  RelSchema *base = rel_workspace_get_base (workspace);
  RelSchema *draft = rel_workspace_get_draft (workspace);
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  guint nth = get_nth (draft, relation);
  RelRelation *before = rel_schema_find_relation (base, collection, field, nth);
  JsonNode *value = rel_relation_get_member (before, rel_member_get_path (member));
  g_autoptr (JsonNode) none = rel_json_new_string (NULL);
  g_autofree char *where = dup_where (relation);
  g_autofree char *name = NULL;

  switch (get_sort (member))
    {
    case TARGET:
      return take_back_target (workspace, relation, error);
    case LIST:
      /* Translators: names an edit; a relation, as articles.author. */
      name = g_strdup_printf (_ ("Take back the list of %s"), where);
      return take_draft (workspace, rel_alias_take_back (draft, base, collection, field, nth, error), name);
    case PLAIN:
    case ORDER:
    default:
      return rel_workspace_set_member (workspace, collection, field, nth, rel_member_get_path (member),
                                       value != NULL ? value : none, error);
    }
}
