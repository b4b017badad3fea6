-- What the magazine of the sample project holds. Nobody of these exists.

INSERT INTO "directus_settings" ("id", "project_name", "project_color", "project_descriptor")
VALUES (1, 'The Sample Magazine', '#3399FF', 'A sample project');

INSERT INTO "directus_users" ("id", "first_name", "last_name", "email", "title", "role") VALUES
  ('5e2f3c1a-0001-4c1e-9a10-000000000001', 'Ada', 'Admin', 'ada@example.com', 'Administrator', '2f24211d-d928-469a-aea3-3c8f53d4e426'),
  ('5e2f3c1a-0002-4c1e-9a10-000000000002', 'Ines', 'Okafor', 'ines@example.com', 'Editor in chief', NULL),
  ('5e2f3c1a-0003-4c1e-9a10-000000000003', 'Tomás', 'Lindqvist', 'tomas@example.com', 'Editor', NULL),
  ('5e2f3c1a-0004-4c1e-9a10-000000000004', 'Mei', 'Haddad', 'mei@example.com', 'Picture editor', NULL),
  ('5e2f3c1a-0005-4c1e-9a10-000000000005', 'Jonas', 'Weber', 'jonas@example.com', 'Writer', NULL);

INSERT INTO "directus_folders" ("id", "name", "parent") VALUES
  ('7a000000-0001-4000-8000-000000000001', 'Covers', NULL),
  ('7a000000-0002-4000-8000-000000000002', 'Portraits', NULL),
  ('7a000000-0003-4000-8000-000000000003', 'Articles', NULL);

INSERT INTO "directus_files"
  ("id", "storage", "filename_disk", "filename_download", "title", "type", "folder", "uploaded_by", "filesize", "width", "height")
VALUES
  ('f1000000-0001-4000-8000-000000000001', 'local', 'cover-41.jpg', 'cover-41.jpg', 'Cover of No. 41', 'image/jpeg', '7a000000-0001-4000-8000-000000000001', '5e2f3c1a-0004-4c1e-9a10-000000000004', 482113, 1600, 2100),
  ('f1000000-0002-4000-8000-000000000002', 'local', 'cover-42.jpg', 'cover-42.jpg', 'Cover of No. 42', 'image/jpeg', '7a000000-0001-4000-8000-000000000001', '5e2f3c1a-0004-4c1e-9a10-000000000004', 501442, 1600, 2100),
  ('f1000000-0003-4000-8000-000000000003', 'local', 'cover-43.jpg', 'cover-43.jpg', 'Cover of No. 43', 'image/jpeg', '7a000000-0001-4000-8000-000000000001', '5e2f3c1a-0004-4c1e-9a10-000000000004', 463090, 1600, 2100),
  ('f1000000-0004-4000-8000-000000000004', 'local', 'weber.jpg', 'weber.jpg', 'Jonas Weber', 'image/jpeg', '7a000000-0002-4000-8000-000000000002', '5e2f3c1a-0004-4c1e-9a10-000000000004', 88213, 800, 800),
  ('f1000000-0005-4000-8000-000000000005', 'local', 'okonkwo.jpg', 'okonkwo.jpg', 'Ngozi Okonkwo', 'image/jpeg', '7a000000-0002-4000-8000-000000000002', '5e2f3c1a-0004-4c1e-9a10-000000000004', 91544, 800, 800),
  ('f1000000-0006-4000-8000-000000000006', 'local', 'harbour.jpg', 'harbour.jpg', 'The harbour at six', 'image/jpeg', '7a000000-0003-4000-8000-000000000003', '5e2f3c1a-0004-4c1e-9a10-000000000004', 722510, 2400, 1600),
  ('f1000000-0007-4000-8000-000000000007', 'local', 'crane.jpg', 'crane.jpg', 'A crane', 'image/jpeg', '7a000000-0003-4000-8000-000000000003', '5e2f3c1a-0004-4c1e-9a10-000000000004', 640118, 2400, 1600),
  ('f1000000-0008-4000-8000-000000000008', 'local', 'night-train.jpg', 'night-train.jpg', 'Platform 9', 'image/jpeg', '7a000000-0003-4000-8000-000000000003', '5e2f3c1a-0004-4c1e-9a10-000000000004', 533871, 2400, 1600),
  ('f1000000-0009-4000-8000-000000000009', 'local', 'sourdough.jpg', 'sourdough.jpg', 'Day four', 'image/jpeg', '7a000000-0003-4000-8000-000000000003', '5e2f3c1a-0004-4c1e-9a10-000000000004', 410276, 2000, 2000),
  ('f1000000-0010-4000-8000-000000000010', 'local', 'logo.svg', 'logo.svg', 'Logo', 'image/svg+xml', NULL, '5e2f3c1a-0001-4c1e-9a10-000000000001', 3120, 256, 256);

INSERT INTO "languages" ("code", "name", "direction") VALUES
  ('en-US', 'English', 'ltr'),
  ('de-DE', 'German', 'ltr'),
  ('fr-FR', 'French', 'ltr'),
  ('es-ES', 'Spanish', 'ltr'),
  ('ar-SA', 'Arabic', 'rtl');

INSERT INTO "authors" ("id", "name", "email", "biography", "photo", "account") VALUES
  (1, 'Jonas Weber', 'jonas@example.com', 'Writes about ports, ships and the people who wait for them.', 'f1000000-0004-4000-8000-000000000004', '5e2f3c1a-0005-4c1e-9a10-000000000005'),
  (2, 'Ngozi Okonkwo', 'ngozi@example.com', 'Bakes, and writes while the dough rests.', 'f1000000-0005-4000-8000-000000000005', NULL),
  (3, 'Pilar Santos', 'pilar@example.com', 'Takes the night train whenever there is one.', NULL, NULL),
  (4, 'Henrik Dahl', 'henrik@example.com', NULL, NULL, NULL),
  (5, 'Yuki Tanabe', 'yuki@example.com', 'Reviews books that nobody else reads.', NULL, NULL),
  (6, 'Salma Rahal', 'salma@example.com', NULL, NULL, NULL);

INSERT INTO "categories" ("id", "name", "slug", "parent", "sort") VALUES
  (1, 'Places', 'places', NULL, 1),
  (2, 'Cities', 'cities', 1, 1),
  (3, 'Coasts', 'coasts', 1, 2),
  (4, 'Harbours', 'harbours', 3, 1),
  (5, 'Food', 'food', NULL, 2),
  (6, 'Bread', 'bread', 5, 1),
  (7, 'Books', 'books', NULL, 3),
  (8, 'Travel', 'travel', NULL, 4),
  (9, 'Trains', 'trains', 8, 1);

INSERT INTO "issues" ("id", "number", "title", "published_on", "cover") VALUES
  (1, 41, 'Water', '2025-03-01', 'f1000000-0001-4000-8000-000000000001'),
  (2, 42, 'Slow', '2025-06-01', 'f1000000-0002-4000-8000-000000000002'),
  (3, 43, 'Night', '2025-09-01', 'f1000000-0003-4000-8000-000000000003'),
  (4, 44, 'Neighbours', '2025-12-01', NULL);

INSERT INTO "articles"
  ("id", "status", "sort", "title", "slug", "body", "author", "editor", "category", "issue", "featured_image", "sequel_to",
   "published_on", "is_free", "user_created", "date_created")
VALUES
  (1, 'published', 1, 'The harbour at six', 'the-harbour-at-six', 'Before the cranes wake there is an hour that belongs to the gulls.', 1, '5e2f3c1a-0002-4c1e-9a10-000000000002', 4, 1, 'f1000000-0006-4000-8000-000000000006', NULL, '2025-03-01 08:00:00', 1, '5e2f3c1a-0005-4c1e-9a10-000000000005', '2025-01-12 10:15:00'),
  (2, 'published', 2, 'The harbour at midnight', 'the-harbour-at-midnight', 'Eighteen hours later the same quay is another place.', 1, '5e2f3c1a-0002-4c1e-9a10-000000000002', 4, 3, 'f1000000-0007-4000-8000-000000000007', 1, '2025-09-01 08:00:00', 0, '5e2f3c1a-0005-4c1e-9a10-000000000005', '2025-07-02 09:40:00'),
  (3, 'published', 3, 'Four days of bread', 'four-days-of-bread', 'A starter does not care about your calendar.', 2, '5e2f3c1a-0003-4c1e-9a10-000000000003', 6, 2, 'f1000000-0009-4000-8000-000000000009', NULL, '2025-06-01 08:00:00', 1, '5e2f3c1a-0003-4c1e-9a10-000000000003', '2025-04-20 14:00:00'),
  (4, 'published', 4, 'Platform 9, 22:48', 'platform-9-22-48', 'The last night train still has a dining car, and a waiter who remembers you.', 3, '5e2f3c1a-0003-4c1e-9a10-000000000003', 9, 3, 'f1000000-0008-4000-8000-000000000008', NULL, '2025-09-01 08:00:00', 0, '5e2f3c1a-0003-4c1e-9a10-000000000003', '2025-06-28 16:20:00'),
  (5, 'published', 5, 'Seven books without heroes', 'seven-books-without-heroes', 'In none of them anybody is saved.', 5, '5e2f3c1a-0002-4c1e-9a10-000000000002', 7, 2, NULL, NULL, '2025-06-01 08:00:00', 1, '5e2f3c1a-0002-4c1e-9a10-000000000002', '2025-04-02 11:05:00'),
  (6, 'draft', 6, 'Seven more', 'seven-more', NULL, 5, '5e2f3c1a-0002-4c1e-9a10-000000000002', 7, 4, NULL, 5, NULL, 0, '5e2f3c1a-0002-4c1e-9a10-000000000002', '2025-09-15 11:30:00'),
  (7, 'draft', 7, 'The wall between two kitchens', 'the-wall-between-two-kitchens', 'Everything I know about my neighbour I know by smell.', 2, NULL, 5, 4, NULL, NULL, NULL, 0, '5e2f3c1a-0003-4c1e-9a10-000000000003', '2025-09-20 08:55:00'),
  (8, 'published', 8, 'A city is a kind of weather', 'a-city-is-a-kind-of-weather', NULL, 6, '5e2f3c1a-0003-4c1e-9a10-000000000003', 2, 1, NULL, NULL, '2025-03-01 08:00:00', 0, '5e2f3c1a-0003-4c1e-9a10-000000000003', '2025-01-30 17:45:00'),
  (9, 'archived', 9, 'Letters to the ferry', 'letters-to-the-ferry', 'It has not come since spring.', 4, NULL, 3, NULL, NULL, NULL, '2024-11-01 08:00:00', 0, '5e2f3c1a-0002-4c1e-9a10-000000000002', '2024-09-09 09:09:00'),
  (10, 'draft', 10, 'Untitled', 'untitled', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, '5e2f3c1a-0005-4c1e-9a10-000000000005', '2025-10-01 12:00:00');

INSERT INTO "chapters" ("id", "article", "sort", "heading", "text") VALUES
  (1, 1, 1, 'Gulls', 'They arrive in order of rank.'),
  (2, 1, 2, 'The night shift goes home', NULL),
  (3, 1, 3, 'Coffee', 'It is the only place that is open, and it is always open.'),
  (4, 3, 1, 'Day one: flour and water', NULL),
  (5, 3, 2, 'Day two: nothing happens', NULL),
  (6, 3, 3, 'Day three: it smells', NULL),
  (7, 3, 4, 'Day four: bread', NULL),
  (8, 4, 1, 'Departure', NULL),
  (9, 4, 2, 'The waiter', NULL);

INSERT INTO "revisions" ("id", "article", "changed_by", "changed_on", "summary") VALUES
  (1, 1, '5e2f3c1a-0005-4c1e-9a10-000000000005', '2025-01-14 09:00:00', 'First draft'),
  (2, 1, '5e2f3c1a-0002-4c1e-9a10-000000000002', '2025-01-20 15:30:00', 'Shorter by a third'),
  (3, 3, '5e2f3c1a-0003-4c1e-9a10-000000000003', '2025-04-25 10:10:00', 'Recipe moved to the end'),
  (4, 4, '5e2f3c1a-0003-4c1e-9a10-000000000003', '2025-07-03 18:00:00', 'Facts checked'),
  (5, 9, NULL, '2024-10-02 08:00:00', 'Archived');

INSERT INTO "comments" ("id", "article", "reply_to", "name", "text", "written_on") VALUES
  (1, 1, NULL, 'Marta', 'I have worked there for twenty years and never saw it like this.', '2025-03-02 07:31:00'),
  (2, 1, 1, 'Jonas Weber', 'Thank you. Come by for a coffee.', '2025-03-02 09:00:00'),
  (3, 3, NULL, 'Olaf', 'Mine smelled on day two already.', '2025-06-03 19:12:00'),
  (4, 3, 3, 'Ngozi Okonkwo', 'Warm kitchen!', '2025-06-03 20:40:00'),
  (5, 3, 4, 'Olaf', 'Thirty degrees.', '2025-06-03 20:44:00'),
  (6, 5, NULL, 'K.', 'You forgot one.', '2025-06-11 23:59:00');

INSERT INTO "tags" ("id", "label", "color") VALUES
  (1, 'sea', '#3399FF'),
  (2, 'night', '#172940'),
  (3, 'kitchen', '#FFA439'),
  (4, 'patience', NULL),
  (5, 'reading', '#6644FF'),
  (6, 'work', NULL);

INSERT INTO "articles_tags" ("id", "articles_id", "tags_id", "sort") VALUES
  (1, 1, 1, 1), (2, 1, 6, 2), (3, 2, 1, 1), (4, 2, 2, 2), (5, 3, 3, 1), (6, 3, 4, 2),
  (7, 4, 2, 1), (8, 4, 4, 2), (9, 5, 5, 1), (10, 7, 3, 1), (11, 9, 1, 1);

INSERT INTO "articles_files" ("id", "articles_id", "directus_files_id", "sort") VALUES
  (1, 1, 'f1000000-0006-4000-8000-000000000006', 1),
  (2, 1, 'f1000000-0007-4000-8000-000000000007', 2),
  (3, 2, 'f1000000-0007-4000-8000-000000000007', 1),
  (4, 3, 'f1000000-0009-4000-8000-000000000009', 1),
  (5, 4, 'f1000000-0008-4000-8000-000000000008', 1);

INSERT INTO "articles_translations" ("id", "articles_id", "languages_code", "title", "body") VALUES
  (1, 1, 'de-DE', 'Der Hafen um sechs', 'Bevor die Kräne erwachen, gibt es eine Stunde, die den Möwen gehört.'),
  (2, 1, 'fr-FR', 'Le port à six heures', NULL),
  (3, 1, 'ar-SA', 'الميناء في السادسة', NULL),
  (4, 3, 'de-DE', 'Vier Tage Brot', NULL),
  (5, 4, 'es-ES', 'Andén 9, 22:48', NULL);

INSERT INTO "block_text" ("id", "heading", "text") VALUES
  (1, 'Welcome', '<p>Four issues a year, on paper and here.</p>'),
  (2, 'Who we are', '<p>Six writers, three editors, one table.</p>'),
  (3, 'Write to us', '<p>We answer.</p>');

INSERT INTO "block_image" ("id", "image", "caption") VALUES
  (1, 'f1000000-0003-4000-8000-000000000003', 'No. 43 is out'),
  (2, 'f1000000-0006-4000-8000-000000000006', NULL);

INSERT INTO "block_quote" ("id", "quote", "said_by") VALUES
  (1, 'A starter does not care about your calendar.', 2),
  (2, 'In none of them anybody is saved.', 5);

INSERT INTO "pages" ("id", "status", "title", "slug") VALUES
  (1, 'published', 'Home', 'home'),
  (2, 'published', 'About', 'about'),
  (3, 'draft', 'Jobs', 'jobs');

INSERT INTO "pages_blocks" ("id", "pages_id", "item", "collection", "sort") VALUES
  (1, 1, '1', 'block_text', 1),
  (2, 1, '1', 'block_image', 2),
  (3, 1, '1', 'block_quote', 3),
  (4, 2, '2', 'block_text', 1),
  (5, 2, '2', 'block_image', 2),
  (6, 2, '3', 'block_text', 3),
  (7, 3, '2', 'block_quote', 1);

INSERT INTO "magazine" ("id", "name", "slogan", "front_page", "logo")
VALUES (1, 'The Sample Magazine', 'Four times a year', 1, 'f1000000-0010-4000-8000-000000000010');

INSERT INTO "subscribers" ("id", "name", "email", "invited_by", "joined_on") VALUES
  (1, 'Marta Klein', 'marta@example.org', NULL, '2023-02-11 12:00:00'),
  (2, 'Olaf Brandt', 'olaf@example.org', 1, '2023-03-01 12:00:00'),
  (3, 'Kim Aalto', 'kim@example.org', 1, '2024-01-20 12:00:00'),
  (4, 'Rosa Ferri', 'rosa@example.org', 3, '2024-05-05 12:00:00'),
  (5, 'Sven Lund', 'sven@example.org', NULL, '2025-08-30 12:00:00'),
  (6, 'Aisha Noor', 'aisha@example.org', 5, '2025-09-02 12:00:00');

INSERT INTO "plans" ("id", "name", "price", "months") VALUES
  (1, 'Paper', 48, 12),
  (2, 'Paper and screen', 60, 12),
  (3, 'Try it', 9.5, 3);

INSERT INTO "subscriptions" ("id", "subscriber", "plan", "starts_on", "ends_on", "renews") VALUES
  (1, 1, 2, '2025-01-01', '2025-12-31', 1),
  (2, 2, 1, '2025-01-01', '2025-12-31', 1),
  (3, 3, 2, '2025-02-01', '2026-01-31', 1),
  (4, 4, 1, '2024-06-01', '2025-05-31', 0),
  (5, 5, 3, '2025-09-01', '2025-11-30', 0),
  (6, 6, 3, '2025-09-01', '2025-11-30', 1);

INSERT INTO "payments" ("id", "subscription", "amount", "paid_on", "recorded_by") VALUES
  (1, 1, 60, '2025-01-03 10:00:00', 4),
  (2, 2, 48, '2025-01-05 10:00:00', 4),
  (3, 3, 60, '2025-02-02 10:00:00', NULL),
  (4, 4, 48, '2024-06-04 10:00:00', 4),
  (5, 5, 9.5, '2025-09-01 10:00:00', NULL),
  (6, 6, 9.5, '2025-09-03 10:00:00', 4);

INSERT INTO legacy_contributions (id, author, title, year) VALUES
  (1, 1, 'Lighthouses, a list', 2011),
  (2, 4, 'On being late', 2012),
  (3, 4, 'On being early', 2012),
  (4, 6, 'Rain', 2014),
  (5, NULL, 'Anonymous letter', 2015);
