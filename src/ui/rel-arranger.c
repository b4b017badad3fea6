/* rel-arranger.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-arranger.h"

#include "rel-homes.h"
#include "rel-paint.h"

/**
 * RelArranger:
 *
 * Makes the picture of a schema in a thread. What is arranged for the first time is there
 * twice: soon, and then better. What is there already is changed as little as it has to be.
 * Cards that were put somewhere by hand stand there.
 *
 * A new request takes the place of one that is not done yet.
 */
struct _RelArranger
{
  GObject parent_instance;

  GCancellable *cancelling; /* (owned) (nullable): the work in hand; %NULL if there is none */
  PangoFontMap *fonts;      /* (owned) (nullable): used by one thread at a time */
  RelHomes *homes;          /* (owned) (nullable): of the cards of the last picture; %NULL if
                             * nobody put one anywhere */
  struct Job *waiting;      /* (owned) (nullable): the next work, until the fonts are free */
  gboolean running;
};

G_DEFINE_FINAL_TYPE (RelArranger, rel_arranger, G_TYPE_OBJECT)

enum
{
  SIGNAL_ARRANGED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What a thread is given. */
typedef struct Job
{
  RelSchema *schema;       /* (owned) */
  RelSchema *base;         /* (owned) (nullable) */
  RelLettering *lettering; /* (owned) */
  RelScene *before;        /* (owned) (nullable) */
  RelArrangement *pins;    /* (owned) (nullable) */
  RelHomes *homes;         /* (owned) (nullable): of the cards of @before, then of the picture */
  PangoFontMap *fonts;     /* (owned) */
  RelDiagramOptions options;
  char *strings[4]; /* (owned) (nullable): those in @options */
  GStrv found;      /* (owned) (nullable): that in @options */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  rel_schema_unref (job->schema);
  g_clear_pointer (&job->base, rel_schema_unref);
  rel_lettering_unref (job->lettering);
  g_clear_pointer (&job->before, rel_scene_unref);
  g_clear_pointer (&job->pins, rel_arrangement_unref);
  g_clear_pointer (&job->homes, rel_homes_unref);
  g_object_unref (job->fonts);
  for (guint i = 0; i < G_N_ELEMENTS (job->strings); i++)
    g_free (job->strings[i]);
  g_strfreev (job->found);
  g_free (job);
}

static void
copy_options (Job *job, const RelDiagramOptions *options)
{
  const char **const strings[] = { &job->options.around, &job->options.group, &job->options.path_from,
                                   &job->options.path_to };

  job->options = *options;
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    *strings[i] = job->strings[i] = g_strdup (*strings[i]);
  job->found = g_strdupv ((char **) options->found);
  job->options.found = (const char *const *) job->found;
}

static gboolean
has_pins (Job *job)
{
  return job->pins != NULL && rel_arrangement_get_n_pins (job->pins) > 0;
}

/* Where all cards are to stand; the names are those of the job. */
static GArray *
list_places (Job *job)
{
  g_autoptr (GArray) pins = g_array_new (FALSE, FALSE, sizeof (RelDiagramPlace));

  for (guint i = 0; has_pins (job) && i < rel_arrangement_get_n_pins (job->pins); i++)
    {
      const RelPin *pin = rel_arrangement_get_pin (job->pins, i);
      RelDiagramPlace place = { pin->collection, pin->x, pin->y, TRUE };

      g_array_append_val (pins, place);
    }
  return rel_homes_list_places (job->homes, (const RelDiagramPlace *) (gpointer) pins->data, pins->len);
}

/* Puts the cards of a scene where they are to stand. Once nobody holds a card, all are at home,
 * and need none. */
static RelScene *
put_cards (Job *job, RelScene *before, PangoContext *context, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) places = NULL;
  RelHomes *homes = NULL;
  RelScene *scene;

  if (job->homes == NULL)
    job->homes = rel_homes_new (before);
  places = list_places (job);
  scene = rel_diagram_scene_after (before, job->schema, job->base, &job->options,
                                   (const RelDiagramPlace *) (gpointer) places->data, places->len, rel_paint_measure,
                                   context, cancellable, error);
  if (scene != NULL && has_pins (job))
    homes = rel_homes_follow (job->homes, scene);
  rel_homes_unref (job->homes);
  job->homes = homes;
  return scene;
}

static RelScene *
make_scene (Job *job, PangoContext *context, GCancellable *cancellable, GError **error)
{
  g_autoptr (RelScene) scene = NULL;

  if (job->before != NULL && (has_pins (job) || job->homes != NULL))
    return put_cards (job, job->before, context, cancellable, error);
  if (job->before != NULL)
    return rel_diagram_scene_after (job->before, job->schema, job->base, &job->options, NULL, 0, rel_paint_measure,
                                    context, cancellable, error);
  scene = rel_diagram_scene (job->schema, job->base, &job->options, rel_paint_measure, context, cancellable, error);
  if (scene != NULL && has_pins (job))
    return put_cards (job, scene, context, cancellable, error);
  return g_steal_pointer (&scene);
}

static void
arrange_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  PangoContext *context = rel_lettering_new_context (job->lettering, job->fonts);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelScene) scene = make_scene (job, context, cancellable, &error);

  g_object_unref (context);
  if (scene == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, rel_grid_new (scene), (GDestroyNotify) rel_grid_unref);
}

static Job *
job_new (RelSchema *schema,
         RelSchema *base,
         const RelDiagramOptions *options,
         RelLettering *lettering,
         RelArrangement *pins,
         PangoFontMap *fonts)
{
  Job *job = g_new0 (Job, 1);

  job->schema = rel_schema_ref (schema);
  job->base = base != NULL ? rel_schema_ref (base) : NULL;
  job->lettering = rel_lettering_ref (lettering);
  job->pins = pins != NULL ? rel_arrangement_ref (pins) : NULL;
  job->fonts = g_object_ref (fonts);
  copy_options (job, options);
  return job;
}

static void start (RelArranger *self, Job *job);

static void
arranged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelArranger *self = REL_ARRANGER (source);
  GTask *task = G_TASK (result);
  Job *job = g_task_get_task_data (task);
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));
  gboolean last = job->before != NULL || job->options.effort == REL_EFFORT_BEST;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelGrid) grid = g_task_propagate_pointer (task, &error);
  Job *next;

  self->running = FALSE;
  if (!cancelled && grid != NULL)
    {
      g_clear_pointer (&self->homes, rel_homes_unref);
      self->homes = g_steal_pointer (&job->homes);
    }
  if (!cancelled && grid != NULL && !last)
    {
      self->waiting = job_new (job->schema, job->base, &job->options, job->lettering, job->pins, job->fonts);
      self->waiting->options.effort = REL_EFFORT_BEST;
    }
  else if (!cancelled)
    g_clear_object (&self->cancelling);

  /* Before anybody hears of this picture and asks for another one. */
  next = g_steal_pointer (&self->waiting);
  if (next != NULL)
    start (self, next);
  if (!cancelled && grid != NULL)
    g_signal_emit (self, signals[SIGNAL_ARRANGED], 0, grid, last);
  else if (!cancelled)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

static void
start (RelArranger *self, Job *job)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancelling, arranged_cb, NULL);

  self->running = TRUE;
  g_task_set_source_tag (task, rel_arranger_arrange);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, arrange_thread);
}

static void
rel_arranger_dispose (GObject *object)
{
  rel_arranger_stop (REL_ARRANGER (object));

  G_OBJECT_CLASS (rel_arranger_parent_class)->dispose (object);
}

static void
rel_arranger_finalize (GObject *object)
{
  RelArranger *self = REL_ARRANGER (object);

  g_clear_object (&self->fonts);
  g_clear_pointer (&self->homes, rel_homes_unref);

  G_OBJECT_CLASS (rel_arranger_parent_class)->finalize (object);
}

static void
rel_arranger_class_init (RelArrangerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rel_arranger_dispose;
  object_class->finalize = rel_arranger_finalize;

  /**
   * RelArranger::arranged:
   * @self: an arranger
   * @grid: (type gpointer): the picture, a #RelGrid
   * @last: whether no better one follows
   *
   * A picture is there.
   */
  signals[SIGNAL_ARRANGED] = g_signal_new ("arranged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);

  /**
   * RelArranger::failed:
   * @self: an arranger
   * @message: why
   *
   * There is no such picture: what was to be shown alone is not there.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rel_arranger_init (RelArranger *self)
{
}

/**
 * rel_arranger_new:
 *
 * Returns: (transfer full): an arranger with nothing to do
 */
RelArranger *
rel_arranger_new (void)
{
  return g_object_new (REL_TYPE_ARRANGER, NULL);
}

/**
 * rel_arranger_arrange:
 * @self: an arranger
 * @schema: what to make a picture of
 * @base: (nullable): what it is compared with
 * @options: what to show; but for the effort
 * @lettering: how texts are set
 * @before: (nullable): the last picture that this arranger made, which is to be changed as little
 *   as possible
 * @pins: (nullable): where cards were put by hand; %NULL if none was
 *
 * Makes a picture; [signal@Arranger::arranged] tells when it is there.
 */
void
rel_arranger_arrange (RelArranger *self,
                      RelSchema *schema,
                      RelSchema *base,
                      const RelDiagramOptions *options,
                      RelLettering *lettering,
                      RelScene *before,
                      RelArrangement *pins)
{
  Job *job;

  g_return_if_fail (REL_IS_ARRANGER (self));

  rel_arranger_stop (self);
  if (self->fonts == NULL)
    self->fonts = pango_cairo_font_map_new ();
  self->cancelling = g_cancellable_new ();
  job = job_new (schema, base, options, lettering, pins, self->fonts);
  if (before != NULL)
    {
      job->before = rel_scene_ref (before);
      job->homes = self->homes != NULL ? rel_homes_ref (self->homes) : NULL;
    }
  job->options.effort = before != NULL ? REL_EFFORT_BEST : REL_EFFORT_FIRST;
  if (self->running)
    self->waiting = job;
  else
    start (self, job);
}

/**
 * rel_arranger_stop:
 * @self: an arranger
 *
 * Lets go of what is in hand.
 */
void
rel_arranger_stop (RelArranger *self)
{
  g_return_if_fail (REL_IS_ARRANGER (self));

  g_cancellable_cancel (self->cancelling);
  g_clear_object (&self->cancelling);
  g_clear_pointer (&self->waiting, job_free);
}

/**
 * rel_arranger_is_busy:
 * @self: an arranger
 *
 * Returns: whether another picture will be there
 */
gboolean
rel_arranger_is_busy (RelArranger *self)
{
  g_return_val_if_fail (REL_IS_ARRANGER (self), FALSE);

  return self->cancelling != NULL;
}
