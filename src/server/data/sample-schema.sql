-- The sample project's schema: a small magazine. Its tables first, as Directus would make
-- them, then what Directus keeps about collections, fields and relations.

CREATE TABLE "languages" (
  "code" varchar(255) NOT NULL PRIMARY KEY,
  "name" varchar(255),
  "direction" varchar(255) DEFAULT 'ltr'
);

CREATE TABLE "authors" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name" varchar(255) NOT NULL,
  "email" varchar(255),
  "biography" text,
  "photo" char(36),
  "account" char(36),
  CONSTRAINT "authors_photo_foreign" FOREIGN KEY ("photo") REFERENCES "directus_files" ("id") ON DELETE SET NULL,
  CONSTRAINT "authors_account_foreign" FOREIGN KEY ("account") REFERENCES "directus_users" ("id") ON DELETE SET NULL
);

CREATE TABLE "categories" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name" varchar(255) NOT NULL,
  "slug" varchar(255),
  "parent" integer,
  "sort" integer,
  CONSTRAINT "categories_parent_foreign" FOREIGN KEY ("parent") REFERENCES "categories" ("id") ON DELETE NO ACTION
);

CREATE TABLE "issues" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "number" integer NOT NULL,
  "title" varchar(255),
  "published_on" date,
  "cover" char(36),
  CONSTRAINT "issues_cover_foreign" FOREIGN KEY ("cover") REFERENCES "directus_files" ("id") ON DELETE RESTRICT
);

CREATE TABLE "articles" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "status" varchar(20) NOT NULL DEFAULT 'draft',
  "sort" integer,
  "title" varchar(255) NOT NULL,
  "slug" varchar(255),
  "body" text,
  "author" integer,
  "editor" char(36),
  "category" integer,
  "issue" integer,
  "featured_image" char(36),
  "sequel_to" integer,
  "published_on" datetime,
  "is_free" boolean NOT NULL DEFAULT '0',
  "user_created" char(36),
  "date_created" datetime,
  CONSTRAINT "articles_author_foreign" FOREIGN KEY ("author") REFERENCES "authors" ("id") ON DELETE SET NULL,
  CONSTRAINT "articles_editor_foreign" FOREIGN KEY ("editor") REFERENCES "directus_users" ("id") ON DELETE SET NULL,
  CONSTRAINT "articles_category_foreign" FOREIGN KEY ("category") REFERENCES "categories" ("id") ON DELETE SET NULL,
  CONSTRAINT "articles_issue_foreign" FOREIGN KEY ("issue") REFERENCES "issues" ("id") ON DELETE SET NULL,
  CONSTRAINT "articles_featured_image_foreign" FOREIGN KEY ("featured_image") REFERENCES "directus_files" ("id") ON DELETE SET NULL,
  CONSTRAINT "articles_sequel_to_foreign" FOREIGN KEY ("sequel_to") REFERENCES "articles" ("id") ON DELETE NO ACTION,
  CONSTRAINT "articles_user_created_foreign" FOREIGN KEY ("user_created") REFERENCES "directus_users" ("id") ON DELETE SET NULL
);

CREATE UNIQUE INDEX "articles_slug_unique" ON "articles" ("slug");
CREATE INDEX "articles_status_index" ON "articles" ("status");

CREATE TABLE "chapters" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "article" integer NOT NULL,
  "sort" integer,
  "heading" varchar(255),
  "text" text,
  CONSTRAINT "chapters_article_foreign" FOREIGN KEY ("article") REFERENCES "articles" ("id") ON DELETE CASCADE
);

CREATE TABLE "revisions" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "article" integer NOT NULL,
  "changed_by" char(36),
  "changed_on" datetime,
  "summary" varchar(255),
  CONSTRAINT "revisions_article_foreign" FOREIGN KEY ("article") REFERENCES "articles" ("id") ON DELETE CASCADE,
  CONSTRAINT "revisions_changed_by_foreign" FOREIGN KEY ("changed_by") REFERENCES "directus_users" ("id") ON DELETE SET NULL
);

CREATE TABLE "comments" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "article" integer NOT NULL,
  "reply_to" integer,
  "name" varchar(255),
  "text" text,
  "written_on" datetime,
  CONSTRAINT "comments_article_foreign" FOREIGN KEY ("article") REFERENCES "articles" ("id") ON DELETE CASCADE,
  CONSTRAINT "comments_reply_to_foreign" FOREIGN KEY ("reply_to") REFERENCES "comments" ("id") ON DELETE NO ACTION
);

CREATE TABLE "tags" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "label" varchar(255) NOT NULL,
  "color" varchar(7)
);

CREATE TABLE "articles_tags" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "articles_id" integer,
  "tags_id" integer,
  "sort" integer,
  CONSTRAINT "articles_tags_articles_id_foreign" FOREIGN KEY ("articles_id") REFERENCES "articles" ("id") ON DELETE CASCADE,
  CONSTRAINT "articles_tags_tags_id_foreign" FOREIGN KEY ("tags_id") REFERENCES "tags" ("id") ON DELETE CASCADE
);

CREATE TABLE "articles_files" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "articles_id" integer,
  "directus_files_id" char(36),
  "sort" integer,
  CONSTRAINT "articles_files_articles_id_foreign" FOREIGN KEY ("articles_id") REFERENCES "articles" ("id") ON DELETE SET NULL,
  CONSTRAINT "articles_files_directus_files_id_foreign" FOREIGN KEY ("directus_files_id") REFERENCES "directus_files" ("id") ON DELETE SET NULL
);

CREATE TABLE "articles_translations" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "articles_id" integer,
  "languages_code" varchar(255),
  "title" varchar(255),
  "body" text,
  CONSTRAINT "articles_translations_articles_id_foreign" FOREIGN KEY ("articles_id") REFERENCES "articles" ("id") ON DELETE CASCADE,
  CONSTRAINT "articles_translations_languages_code_foreign" FOREIGN KEY ("languages_code") REFERENCES "languages" ("code") ON DELETE SET NULL ON UPDATE CASCADE
);

CREATE TABLE "pages" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "status" varchar(20) NOT NULL DEFAULT 'draft',
  "title" varchar(255) NOT NULL,
  "slug" varchar(255)
);

CREATE TABLE "pages_blocks" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "pages_id" integer,
  "item" varchar(255),
  "collection" varchar(255),
  "sort" integer,
  CONSTRAINT "pages_blocks_pages_id_foreign" FOREIGN KEY ("pages_id") REFERENCES "pages" ("id") ON DELETE CASCADE
);

CREATE TABLE "block_text" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "heading" varchar(255),
  "text" text
);

CREATE TABLE "block_image" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "image" char(36),
  "caption" varchar(255),
  CONSTRAINT "block_image_image_foreign" FOREIGN KEY ("image") REFERENCES "directus_files" ("id") ON DELETE SET NULL
);

CREATE TABLE "block_quote" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "quote" text,
  "said_by" integer,
  CONSTRAINT "block_quote_said_by_foreign" FOREIGN KEY ("said_by") REFERENCES "authors" ("id") ON DELETE SET NULL
);

CREATE TABLE "magazine" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name" varchar(255),
  "slogan" varchar(255),
  "front_page" integer,
  "logo" char(36),
  CONSTRAINT "magazine_front_page_foreign" FOREIGN KEY ("front_page") REFERENCES "pages" ("id") ON DELETE RESTRICT,
  CONSTRAINT "magazine_logo_foreign" FOREIGN KEY ("logo") REFERENCES "directus_files" ("id") ON DELETE SET NULL
);

CREATE TABLE "subscribers" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name" varchar(255) NOT NULL,
  "email" varchar(255),
  "invited_by" integer,
  "joined_on" datetime,
  CONSTRAINT "subscribers_invited_by_foreign" FOREIGN KEY ("invited_by") REFERENCES "subscribers" ("id") ON DELETE NO ACTION
);

CREATE TABLE "plans" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name" varchar(255) NOT NULL,
  "price" float,
  "months" integer NOT NULL DEFAULT '12'
);

CREATE TABLE "subscriptions" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "subscriber" integer NOT NULL,
  "plan" integer DEFAULT '1',
  "starts_on" date,
  "ends_on" date,
  "renews" boolean NOT NULL DEFAULT '1',
  CONSTRAINT "subscriptions_subscriber_foreign" FOREIGN KEY ("subscriber") REFERENCES "subscribers" ("id") ON DELETE CASCADE,
  CONSTRAINT "subscriptions_plan_foreign" FOREIGN KEY ("plan") REFERENCES "plans" ("id") ON DELETE SET DEFAULT
);

CREATE TABLE "payments" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "subscription" integer,
  "amount" float,
  "paid_on" datetime,
  "recorded_by" integer,
  CONSTRAINT "payments_subscription_foreign" FOREIGN KEY ("subscription") REFERENCES "subscriptions" ("id") ON DELETE RESTRICT
);

-- From the time before Directus: it knows neither this table nor its key.
CREATE TABLE legacy_contributions (
  id integer not null primary key,
  author integer references authors (id) on delete cascade,
  title varchar(255),
  year integer
);

INSERT INTO "directus_collections"
  ("collection", "icon", "note", "display_template", "hidden", "singleton", "archive_field", "archive_value",
   "unarchive_value", "sort_field", "color", "sort", "group", "collapse")
VALUES
  ('content', 'folder', NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, '#6644FF', 1, NULL, 'open'),
  ('articles', 'article', 'What readers come for', '{{ title }}', 0, 0, 'status', 'archived', 'draft', 'sort', '#3399FF', 1, 'content', 'open'),
  ('authors', 'edit_note', 'Who writes', '{{ name }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 2, 'content', 'open'),
  ('categories', 'account_tree', 'Where an article belongs; a tree', '{{ name }}', 0, 0, NULL, NULL, NULL, 'sort', NULL, 3, 'content', 'open'),
  ('tags', 'sell', NULL, '{{ label }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 4, 'content', 'open'),
  ('issues', 'auto_stories', 'The printed issues', 'No. {{ number }} {{ title }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 5, 'content', 'open'),
  ('comments', 'forum', 'What readers say', '{{ name }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 6, 'content', 'open'),
  ('chapters', 'toc', 'Long articles have chapters', '{{ heading }}', 1, 0, NULL, NULL, NULL, 'sort', NULL, 7, 'content', 'open'),
  ('revisions', 'history', 'Who changed what', NULL, 1, 0, NULL, NULL, NULL, NULL, NULL, 8, 'content', 'open'),
  ('languages', 'translate', NULL, '{{ name }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 9, 'content', 'open'),
  ('articles_tags', 'import_export', NULL, NULL, 1, 0, NULL, NULL, NULL, NULL, NULL, 10, 'content', 'open'),
  ('articles_files', 'import_export', NULL, NULL, 1, 0, NULL, NULL, NULL, NULL, NULL, 11, 'content', 'open'),
  ('articles_translations', 'import_export', NULL, NULL, 1, 0, NULL, NULL, NULL, NULL, NULL, 12, 'content', 'open'),
  ('website', 'folder', NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, '#2ECDA7', 2, NULL, 'open'),
  ('pages', 'web', 'Pages are built from blocks', '{{ title }}', 0, 0, 'status', 'archived', 'draft', NULL, NULL, 1, 'website', 'open'),
  ('magazine', 'newspaper', 'Name, slogan and front page', NULL, 0, 1, NULL, NULL, NULL, NULL, NULL, 2, 'website', 'open'),
  ('blocks', 'folder', NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, 3, 'website', 'closed'),
  ('block_text', 'notes', NULL, '{{ heading }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 1, 'blocks', 'open'),
  ('block_image', 'image', NULL, '{{ caption }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 2, 'blocks', 'open'),
  ('block_quote', 'format_quote', NULL, '{{ said_by.name }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 3, 'blocks', 'open'),
  ('pages_blocks', 'import_export', NULL, NULL, 1, 0, NULL, NULL, NULL, NULL, NULL, 4, 'blocks', 'open'),
  ('shop', 'folder', NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, '#FFC23B', 3, NULL, 'open'),
  ('subscribers', 'group', 'Who reads the magazine', '{{ name }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 1, 'shop', 'open'),
  ('subscriptions', 'card_membership', NULL, '{{ subscriber.name }}: {{ plan.name }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 2, 'shop', 'open'),
  ('plans', 'sell', NULL, '{{ name }}', 0, 0, NULL, NULL, NULL, NULL, NULL, 3, 'shop', 'open'),
  ('payments', 'payments', NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, 4, 'shop', 'open');

INSERT INTO "directus_fields"
  ("collection", "field", "special", "interface", "options", "display", "display_options", "readonly", "hidden", "sort",
   "width", "note", "required", "group")
VALUES
  ('articles', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('articles', 'status', NULL, 'select-dropdown', '{"choices":[{"text":"$t:published","value":"published","color":"var(--theme--primary)"},{"text":"$t:draft","value":"draft","color":"var(--theme--foreground)"},{"text":"$t:archived","value":"archived","color":"var(--theme--warning)"}]}', 'labels', '{"showAsDot":true,"choices":[{"text":"$t:published","value":"published","background":"var(--theme--primary-background)"},{"text":"$t:draft","value":"draft","background":"var(--theme--background-normal)"},{"text":"$t:archived","value":"archived","background":"var(--theme--warning-background)"}]}', 0, 0, 2, 'half', NULL, 0, NULL),
  ('articles', 'sort', NULL, 'input', NULL, NULL, NULL, 0, 1, 3, 'full', NULL, 0, NULL),
  ('articles', 'title', NULL, 'input', NULL, NULL, NULL, 0, 0, 4, 'full', NULL, 1, NULL),
  ('articles', 'slug', NULL, 'input', '{"slug":true}', NULL, NULL, 0, 0, 5, 'half', 'Part of the address', 0, NULL),
  ('articles', 'is_free', 'cast-boolean', 'boolean', NULL, 'boolean', NULL, 0, 0, 6, 'half', NULL, 0, NULL),
  ('articles', 'text', 'alias,no-data,group', 'group-detail', '{"headerIcon":"subject","start":"open"}', NULL, NULL, 0, 0, 7, 'full', NULL, 0, NULL),
  ('articles', 'body', NULL, 'input-rich-text-md', NULL, NULL, NULL, 0, 0, 8, 'full', NULL, 0, 'text'),
  ('articles', 'chapters', 'o2m', 'list-o2m', '{"template":"{{ heading }}","enableSelect":false}', NULL, NULL, 0, 0, 9, 'full', 'For long articles', 0, 'text'),
  ('articles', 'translations', 'translations', 'translations', '{"languageField":"name","defaultLanguage":"en-US","userLanguage":true}', NULL, NULL, 0, 0, 10, 'full', NULL, 0, 'text'),
  ('articles', 'pictures', 'alias,no-data,group', 'group-detail', '{"headerIcon":"image","start":"open"}', NULL, NULL, 0, 0, 11, 'full', NULL, 0, NULL),
  ('articles', 'featured_image', 'file', 'file-image', '{"crop":false}', 'image', NULL, 0, 0, 12, 'full', NULL, 0, 'pictures'),
  ('articles', 'gallery', 'files', 'files', NULL, 'related-values', '{"template":"{{ directus_files_id.$thumbnail }} {{ directus_files_id.title }}"}', 0, 0, 13, 'full', NULL, 0, 'pictures'),
  ('articles', 'people', 'alias,no-data,group', 'group-detail', '{"headerIcon":"group","start":"open"}', NULL, NULL, 0, 0, 14, 'full', NULL, 0, NULL),
  ('articles', 'author', 'm2o', 'select-dropdown-m2o', '{"template":"{{ name }}"}', 'related-values', '{"template":"{{ name }}"}', 0, 0, 15, 'half', NULL, 0, 'people'),
  ('articles', 'editor', 'm2o', 'select-dropdown-m2o', '{"template":"{{ avatar.$thumbnail }} {{ first_name }} {{ last_name }}"}', 'user', NULL, 0, 0, 16, 'half', 'Who looks after it', 0, 'people'),
  ('articles', 'place', 'alias,no-data,group', 'group-detail', '{"headerIcon":"account_tree","start":"open"}', NULL, NULL, 0, 0, 17, 'full', NULL, 0, NULL),
  ('articles', 'category', 'm2o', 'select-dropdown-m2o', '{"template":"{{ name }}"}', 'related-values', '{"template":"{{ name }}"}', 0, 0, 18, 'half', NULL, 0, 'place'),
  ('articles', 'issue', 'm2o', 'select-dropdown-m2o', '{"template":"No. {{ number }} {{ title }}"}', 'related-values', '{"template":"No. {{ number }} {{ title }}"}', 0, 0, 19, 'half', NULL, 0, 'place'),
  ('articles', 'tags', 'm2m', 'list-m2m', '{"template":"{{ tags_id.label }}","enableCreate":true}', 'related-values', '{"template":"{{ tags_id.label }}"}', 0, 0, 20, 'full', NULL, 0, 'place'),
  ('articles', 'sequel_to', 'm2o', 'select-dropdown-m2o', '{"template":"{{ title }}"}', 'related-values', '{"template":"{{ title }}"}', 0, 0, 21, 'half', NULL, 0, 'place'),
  ('articles', 'sequels', 'o2m', 'list-o2m', '{"template":"{{ title }}"}', NULL, NULL, 0, 0, 22, 'half', NULL, 0, 'place'),
  ('articles', 'published_on', NULL, 'datetime', NULL, 'datetime', '{"relative":true}', 0, 0, 23, 'half', NULL, 0, NULL),
  ('articles', 'comments', 'o2m', 'list-o2m', '{"template":"{{ name }}: {{ text }}"}', NULL, NULL, 0, 0, 24, 'full', NULL, 0, NULL),
  ('articles', 'revisions', 'o2m', 'list-o2m', '{"template":"{{ summary }}","enableCreate":false,"enableSelect":false}', NULL, NULL, 0, 0, 25, 'full', NULL, 0, NULL),
  ('articles', 'user_created', 'user-created', 'select-dropdown-m2o', '{"template":"{{ avatar.$thumbnail }} {{ first_name }} {{ last_name }}"}', 'user', NULL, 1, 1, 26, 'half', NULL, 0, NULL),
  ('articles', 'date_created', 'date-created', 'datetime', NULL, 'datetime', '{"relative":true}', 1, 1, 27, 'half', NULL, 0, NULL),
  ('authors', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('authors', 'name', NULL, 'input', NULL, NULL, NULL, 0, 0, 2, 'half', NULL, 1, NULL),
  ('authors', 'email', NULL, 'input', '{"iconLeft":"mail"}', NULL, NULL, 0, 0, 3, 'half', NULL, 0, NULL),
  ('authors', 'biography', NULL, 'input-multiline', NULL, NULL, NULL, 0, 0, 4, 'full', NULL, 0, NULL),
  ('authors', 'photo', 'file', 'file-image', NULL, 'image', NULL, 0, 0, 5, 'half', NULL, 0, NULL),
  ('authors', 'account', 'm2o', 'select-dropdown-m2o', '{"template":"{{ avatar.$thumbnail }} {{ first_name }} {{ last_name }}"}', 'user', NULL, 0, 0, 6, 'half', 'Only if the author can log in', 0, NULL),
  ('authors', 'articles', 'o2m', 'list-o2m', '{"template":"{{ title }}"}', 'related-values', '{"template":"{{ title }}"}', 0, 0, 7, 'full', NULL, 0, NULL),
  ('categories', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('categories', 'name', NULL, 'input', NULL, NULL, NULL, 0, 0, 2, 'half', NULL, 1, NULL),
  ('categories', 'slug', NULL, 'input', '{"slug":true}', NULL, NULL, 0, 0, 3, 'half', NULL, 0, NULL),
  ('categories', 'parent', 'm2o', 'select-dropdown-m2o', '{"template":"{{ name }}"}', 'related-values', '{"template":"{{ name }}"}', 0, 1, 4, 'full', NULL, 0, NULL),
  ('categories', 'sort', NULL, 'input', NULL, NULL, NULL, 0, 1, 5, 'full', NULL, 0, NULL),
  ('categories', 'children', 'o2m', 'list-o2m-tree-view', '{"displayTemplate":"{{ name }}"}', NULL, NULL, 0, 0, 6, 'full', NULL, 0, NULL),
  ('categories', 'articles', 'o2m', 'list-o2m', '{"template":"{{ title }}"}', NULL, NULL, 0, 0, 7, 'full', NULL, 0, NULL),
  ('tags', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('tags', 'label', NULL, 'input', NULL, NULL, NULL, 0, 0, 2, 'half', NULL, 1, NULL),
  ('tags', 'color', NULL, 'select-color', NULL, 'color', NULL, 0, 0, 3, 'half', NULL, 0, NULL),
  ('tags', 'articles', 'm2m', 'list-m2m', '{"template":"{{ articles_id.title }}"}', NULL, NULL, 0, 0, 4, 'full', NULL, 0, NULL),
  ('issues', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('issues', 'number', NULL, 'input', NULL, NULL, NULL, 0, 0, 2, 'half', NULL, 1, NULL),
  ('issues', 'published_on', NULL, 'datetime', NULL, 'datetime', NULL, 0, 0, 3, 'half', NULL, 0, NULL),
  ('issues', 'title', NULL, 'input', NULL, NULL, NULL, 0, 0, 4, 'full', NULL, 0, NULL),
  ('issues', 'cover', 'file', 'file-image', NULL, 'image', NULL, 0, 0, 5, 'full', 'A cover cannot be deleted while an issue has it', 0, NULL),
  ('issues', 'articles', 'o2m', 'list-o2m', '{"template":"{{ title }}"}', NULL, NULL, 0, 0, 6, 'full', NULL, 0, NULL),
  ('comments', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('comments', 'article', 'm2o', 'select-dropdown-m2o', '{"template":"{{ title }}"}', 'related-values', '{"template":"{{ title }}"}', 0, 0, 2, 'full', NULL, 1, NULL),
  ('comments', 'reply_to', 'm2o', 'select-dropdown-m2o', '{"template":"{{ name }}"}', 'related-values', '{"template":"{{ name }}"}', 0, 0, 3, 'full', NULL, 0, NULL),
  ('comments', 'name', NULL, 'input', NULL, NULL, NULL, 0, 0, 4, 'half', NULL, 0, NULL),
  ('comments', 'written_on', 'date-created', 'datetime', NULL, 'datetime', '{"relative":true}', 1, 0, 5, 'half', NULL, 0, NULL),
  ('comments', 'text', NULL, 'input-multiline', NULL, NULL, NULL, 0, 0, 6, 'full', NULL, 0, NULL),
  ('comments', 'replies', 'o2m', 'list-o2m', '{"template":"{{ name }}: {{ text }}"}', NULL, NULL, 0, 0, 7, 'full', NULL, 0, NULL),
  ('chapters', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('chapters', 'article', 'm2o', 'select-dropdown-m2o', '{"template":"{{ title }}"}', 'related-values', '{"template":"{{ title }}"}', 0, 1, 2, 'full', NULL, 0, NULL),
  ('chapters', 'sort', NULL, 'input', NULL, NULL, NULL, 0, 1, 3, 'full', NULL, 0, NULL),
  ('chapters', 'heading', NULL, 'input', NULL, NULL, NULL, 0, 0, 4, 'full', NULL, 0, NULL),
  ('chapters', 'text', NULL, 'input-rich-text-md', NULL, NULL, NULL, 0, 0, 5, 'full', NULL, 0, NULL),
  ('revisions', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('revisions', 'article', 'm2o', 'select-dropdown-m2o', '{"template":"{{ title }}"}', 'related-values', '{"template":"{{ title }}"}', 0, 1, 2, 'full', NULL, 0, NULL),
  ('revisions', 'changed_by', 'user-created', 'select-dropdown-m2o', '{"template":"{{ avatar.$thumbnail }} {{ first_name }} {{ last_name }}"}', 'user', NULL, 1, 0, 3, 'half', NULL, 0, NULL),
  ('revisions', 'changed_on', 'date-created', 'datetime', NULL, 'datetime', '{"relative":true}', 1, 0, 4, 'half', NULL, 0, NULL),
  ('revisions', 'summary', NULL, 'input', NULL, NULL, NULL, 0, 0, 5, 'full', NULL, 0, NULL),
  ('languages', 'code', NULL, 'input', NULL, NULL, NULL, 0, 0, 1, 'half', NULL, 1, NULL),
  ('languages', 'name', NULL, 'input', NULL, NULL, NULL, 0, 0, 2, 'half', NULL, 0, NULL),
  ('languages', 'direction', NULL, 'select-dropdown', '{"choices":[{"text":"$t:left_to_right","value":"ltr"},{"text":"$t:right_to_left","value":"rtl"}]}', 'labels', NULL, 0, 0, 3, 'half', NULL, 0, NULL),
  ('articles_tags', 'id', NULL, NULL, NULL, NULL, NULL, 0, 1, 1, 'full', NULL, 0, NULL),
  ('articles_tags', 'articles_id', NULL, NULL, NULL, NULL, NULL, 0, 1, 2, 'full', NULL, 0, NULL),
  ('articles_tags', 'tags_id', NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 'full', NULL, 0, NULL),
  ('articles_tags', 'sort', NULL, NULL, NULL, NULL, NULL, 0, 1, 4, 'full', NULL, 0, NULL),
  ('articles_files', 'id', NULL, NULL, NULL, NULL, NULL, 0, 1, 1, 'full', NULL, 0, NULL),
  ('articles_files', 'articles_id', NULL, NULL, NULL, NULL, NULL, 0, 1, 2, 'full', NULL, 0, NULL),
  ('articles_files', 'directus_files_id', NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 'full', NULL, 0, NULL),
  ('articles_files', 'sort', NULL, NULL, NULL, NULL, NULL, 0, 1, 4, 'full', NULL, 0, NULL),
  ('articles_translations', 'id', NULL, NULL, NULL, NULL, NULL, 0, 1, 1, 'full', NULL, 0, NULL),
  ('articles_translations', 'articles_id', NULL, NULL, NULL, NULL, NULL, 0, 1, 2, 'full', NULL, 0, NULL),
  ('articles_translations', 'languages_code', NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 'full', NULL, 0, NULL),
  ('articles_translations', 'title', NULL, 'input', NULL, NULL, NULL, 0, 0, 4, 'full', NULL, 0, NULL),
  ('articles_translations', 'body', NULL, 'input-rich-text-md', NULL, NULL, NULL, 0, 0, 5, 'full', NULL, 0, NULL),
  ('pages', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('pages', 'status', NULL, 'select-dropdown', '{"choices":[{"text":"$t:published","value":"published","color":"var(--theme--primary)"},{"text":"$t:draft","value":"draft","color":"var(--theme--foreground)"},{"text":"$t:archived","value":"archived","color":"var(--theme--warning)"}]}', 'labels', '{"showAsDot":true,"choices":[{"text":"$t:published","value":"published","background":"var(--theme--primary-background)"},{"text":"$t:draft","value":"draft","background":"var(--theme--background-normal)"},{"text":"$t:archived","value":"archived","background":"var(--theme--warning-background)"}]}', 0, 0, 2, 'half', NULL, 0, NULL),
  ('pages', 'title', NULL, 'input', NULL, NULL, NULL, 0, 0, 3, 'half', NULL, 1, NULL),
  ('pages', 'slug', NULL, 'input', '{"slug":true}', NULL, NULL, 0, 0, 4, 'half', NULL, 0, NULL),
  ('pages', 'look', 'alias,no-data', 'presentation-divider', '{"title":"What the page shows","icon":"dashboard"}', NULL, NULL, 0, 0, 5, 'full', NULL, 0, NULL),
  ('pages', 'blocks', 'm2a', 'list-m2a', '{"enableSelect":false}', NULL, NULL, 0, 0, 6, 'full', NULL, 0, NULL),
  ('pages_blocks', 'id', NULL, NULL, NULL, NULL, NULL, 0, 1, 1, 'full', NULL, 0, NULL),
  ('pages_blocks', 'pages_id', NULL, NULL, NULL, NULL, NULL, 0, 1, 2, 'full', NULL, 0, NULL),
  ('pages_blocks', 'item', NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 'full', NULL, 0, NULL),
  ('pages_blocks', 'collection', NULL, NULL, NULL, NULL, NULL, 0, 1, 4, 'full', NULL, 0, NULL),
  ('pages_blocks', 'sort', NULL, NULL, NULL, NULL, NULL, 0, 1, 5, 'full', NULL, 0, NULL),
  ('block_text', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('block_text', 'heading', NULL, 'input', NULL, NULL, NULL, 0, 0, 2, 'full', NULL, 0, NULL),
  ('block_text', 'text', NULL, 'input-rich-text-html', NULL, NULL, NULL, 0, 0, 3, 'full', NULL, 0, NULL),
  ('block_image', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('block_image', 'image', 'file', 'file-image', NULL, 'image', NULL, 0, 0, 2, 'full', NULL, 0, NULL),
  ('block_image', 'caption', NULL, 'input', NULL, NULL, NULL, 0, 0, 3, 'full', NULL, 0, NULL),
  ('block_quote', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('block_quote', 'quote', NULL, 'input-multiline', NULL, NULL, NULL, 0, 0, 2, 'full', NULL, 0, NULL),
  ('block_quote', 'said_by', 'm2o', 'select-dropdown-m2o', '{"template":"{{ name }}"}', 'related-values', '{"template":"{{ name }}"}', 0, 0, 3, 'full', NULL, 0, NULL),
  ('magazine', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('magazine', 'name', NULL, 'input', NULL, NULL, NULL, 0, 0, 2, 'half', NULL, 0, NULL),
  ('magazine', 'slogan', NULL, 'input', NULL, NULL, NULL, 0, 0, 3, 'half', NULL, 0, NULL),
  ('magazine', 'front_page', 'm2o', 'select-dropdown-m2o', '{"template":"{{ title }}"}', 'related-values', '{"template":"{{ title }}"}', 0, 0, 4, 'half', NULL, 0, NULL),
  ('magazine', 'logo', 'file', 'file-image', NULL, 'image', NULL, 0, 0, 5, 'half', NULL, 0, NULL),
  ('subscribers', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('subscribers', 'name', NULL, 'input', NULL, NULL, NULL, 0, 0, 2, 'half', NULL, 1, NULL),
  ('subscribers', 'email', NULL, 'input', '{"iconLeft":"mail"}', NULL, NULL, 0, 0, 3, 'half', NULL, 0, NULL),
  ('subscribers', 'invited_by', 'm2o', 'select-dropdown-m2o', '{"template":"{{ name }}"}', 'related-values', '{"template":"{{ name }}"}', 0, 0, 4, 'half', NULL, 0, NULL),
  ('subscribers', 'joined_on', NULL, 'datetime', NULL, 'datetime', NULL, 0, 0, 5, 'half', NULL, 0, NULL),
  ('subscribers', 'invited', 'o2m', 'list-o2m', '{"template":"{{ name }}"}', NULL, NULL, 0, 0, 6, 'full', NULL, 0, NULL),
  ('subscribers', 'subscriptions', 'o2m', 'list-o2m', '{"template":"{{ plan.name }}"}', NULL, NULL, 0, 0, 7, 'full', NULL, 0, NULL),
  ('plans', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('plans', 'name', NULL, 'input', NULL, NULL, NULL, 0, 0, 2, 'full', NULL, 1, NULL),
  ('plans', 'price', NULL, 'input', NULL, 'formatted-value', '{"suffix":" €"}', 0, 0, 3, 'half', NULL, 0, NULL),
  ('plans', 'months', NULL, 'input', NULL, NULL, NULL, 0, 0, 4, 'half', NULL, 0, NULL),
  ('plans', 'subscriptions', 'o2m', 'list-o2m', '{"template":"{{ subscriber.name }}"}', NULL, NULL, 0, 0, 5, 'full', NULL, 0, NULL),
  ('subscriptions', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('subscriptions', 'subscriber', 'm2o', 'select-dropdown-m2o', '{"template":"{{ name }}"}', 'related-values', '{"template":"{{ name }}"}', 0, 0, 2, 'half', NULL, 1, NULL),
  ('subscriptions', 'plan', 'm2o', 'select-dropdown-m2o', '{"template":"{{ name }}"}', 'related-values', '{"template":"{{ name }}"}', 0, 0, 3, 'half', NULL, 0, NULL),
  ('subscriptions', 'starts_on', NULL, 'datetime', NULL, 'datetime', NULL, 0, 0, 4, 'half', NULL, 0, NULL),
  ('subscriptions', 'ends_on', NULL, 'datetime', NULL, 'datetime', NULL, 0, 0, 5, 'half', NULL, 0, NULL),
  ('subscriptions', 'renews', 'cast-boolean', 'boolean', NULL, 'boolean', NULL, 0, 0, 6, 'half', NULL, 0, NULL),
  ('subscriptions', 'payments', 'o2m', 'list-o2m', '{"template":"{{ amount }}"}', NULL, NULL, 0, 0, 7, 'full', NULL, 0, NULL),
  ('payments', 'id', NULL, 'input', NULL, NULL, NULL, 1, 1, 1, 'full', NULL, 0, NULL),
  ('payments', 'subscription', 'm2o', 'select-dropdown-m2o', '{"template":"{{ subscriber.name }}"}', 'related-values', '{"template":"{{ subscriber.name }}"}', 0, 0, 2, 'half', NULL, 0, NULL),
  ('payments', 'amount', NULL, 'input', NULL, 'formatted-value', '{"suffix":" €"}', 0, 0, 3, 'half', NULL, 0, NULL),
  ('payments', 'paid_on', NULL, 'datetime', NULL, 'datetime', NULL, 0, 0, 4, 'half', NULL, 0, NULL),
  ('payments', 'recorded_by', 'm2o', 'select-dropdown-m2o', '{"template":"{{ name }}"}', 'related-values', '{"template":"{{ name }}"}', 0, 0, 5, 'half', 'Never became a key of the database', 0, NULL);

INSERT INTO "directus_relations"
  ("many_collection", "many_field", "one_collection", "one_field", "one_collection_field", "one_allowed_collections",
   "junction_field", "sort_field", "one_deselect_action")
VALUES
  ('articles', 'author', 'authors', 'articles', NULL, NULL, NULL, NULL, 'nullify'),
  ('articles', 'editor', 'directus_users', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('articles', 'category', 'categories', 'articles', NULL, NULL, NULL, NULL, 'nullify'),
  ('articles', 'issue', 'issues', 'articles', NULL, NULL, NULL, 'sort', 'nullify'),
  ('articles', 'featured_image', 'directus_files', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('articles', 'sequel_to', 'articles', 'sequels', NULL, NULL, NULL, NULL, 'nullify'),
  ('articles', 'user_created', 'directus_users', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('chapters', 'article', 'articles', 'chapters', NULL, NULL, NULL, 'sort', 'delete'),
  ('revisions', 'article', 'articles', 'revisions', NULL, NULL, NULL, NULL, 'delete'),
  ('revisions', 'changed_by', 'directus_users', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('comments', 'article', 'articles', 'comments', NULL, NULL, NULL, NULL, 'delete'),
  ('comments', 'reply_to', 'comments', 'replies', NULL, NULL, NULL, NULL, 'nullify'),
  ('articles_tags', 'tags_id', 'tags', 'articles', NULL, NULL, 'articles_id', NULL, 'nullify'),
  ('articles_tags', 'articles_id', 'articles', 'tags', NULL, NULL, 'tags_id', 'sort', 'delete'),
  ('articles_files', 'directus_files_id', 'directus_files', NULL, NULL, NULL, 'articles_id', NULL, 'nullify'),
  ('articles_files', 'articles_id', 'articles', 'gallery', NULL, NULL, 'directus_files_id', 'sort', 'nullify'),
  ('articles_translations', 'languages_code', 'languages', NULL, NULL, NULL, 'articles_id', NULL, 'nullify'),
  ('articles_translations', 'articles_id', 'articles', 'translations', NULL, NULL, 'languages_code', NULL, 'nullify'),
  ('categories', 'parent', 'categories', 'children', NULL, NULL, NULL, 'sort', 'nullify'),
  ('authors', 'photo', 'directus_files', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('authors', 'account', 'directus_users', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('issues', 'cover', 'directus_files', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('pages_blocks', 'item', NULL, NULL, 'collection', 'block_text,block_image,block_quote', 'pages_id', NULL, 'nullify'),
  ('pages_blocks', 'pages_id', 'pages', 'blocks', NULL, NULL, 'item', 'sort', 'delete'),
  ('block_image', 'image', 'directus_files', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('block_quote', 'said_by', 'authors', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('magazine', 'front_page', 'pages', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('magazine', 'logo', 'directus_files', NULL, NULL, NULL, NULL, NULL, 'nullify'),
  ('subscribers', 'invited_by', 'subscribers', 'invited', NULL, NULL, NULL, NULL, 'nullify'),
  ('subscriptions', 'subscriber', 'subscribers', 'subscriptions', NULL, NULL, NULL, NULL, 'delete'),
  ('subscriptions', 'plan', 'plans', 'subscriptions', NULL, NULL, NULL, NULL, 'nullify'),
  ('payments', 'subscription', 'subscriptions', 'payments', NULL, NULL, NULL, NULL, 'nullify'),
  ('payments', 'recorded_by', 'authors', NULL, NULL, NULL, NULL, NULL, 'nullify');
