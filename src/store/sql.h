/* sql.h — every statement that the program says to SQLite, and nowhere else.
 *
 * Parameters are bound in the order of the "?", columns are read in the order written. A statement that reads or writes
 * an event names the columns in the order in which the chain covers them (chain.h): change neither order without a
 * migration that says so. */
#ifndef TENKEN_STORE_SQL_H
#define TENKEN_STORE_SQL_H

/* --- connection --- */

#define SQL_FOREIGN_KEYS       "PRAGMA foreign_keys = ON"
#define SQL_RECURSIVE_TRIGGERS "PRAGMA recursive_triggers = ON"
#define SQL_CELL_SIZE_CHECK    "PRAGMA cell_size_check = ON"
#define SQL_NO_MMAP            "PRAGMA mmap_size = 0"
#define SQL_TEMP_IN_MEMORY     "PRAGMA temp_store = MEMORY"
#define SQL_SYNCHRONOUS_FULL   "PRAGMA synchronous = FULL"
#define SQL_SYNCHRONOUS_EXTRA  "PRAGMA synchronous = EXTRA"
#define SQL_SYNCHRONOUS_OFF    "PRAGMA synchronous = OFF"
#define SQL_JOURNAL_WAL        "PRAGMA journal_mode = WAL"
#define SQL_JOURNAL_DELETE     "PRAGMA journal_mode = DELETE"
#define SQL_LOCK_EXCLUSIVE     "PRAGMA locking_mode = EXCLUSIVE"
#define SQL_SET_APPLICATION_ID "PRAGMA application_id = %d"
#define SQL_GET_APPLICATION_ID "PRAGMA application_id"
#define SQL_SET_USER_VERSION   "PRAGMA user_version = %d"
#define SQL_GET_USER_VERSION   "PRAGMA user_version"
#define SQL_GET_DATA_VERSION   "PRAGMA data_version"

#define SQL_BEGIN_WRITE     "BEGIN IMMEDIATE"
#define SQL_BEGIN_EXCLUSIVE "BEGIN EXCLUSIVE"
#define SQL_BEGIN_READ      "BEGIN DEFERRED"
#define SQL_COMMIT          "COMMIT"
#define SQL_ROLLBACK        "ROLLBACK"

/* --- version 1 ---
 * A step that has been shipped is never changed: a new one follows it.
 *
 * The rows of unit, cycle, assessment and setting may be overwritten, so no chain covers them: `sum` is a digest of the
 * row, by which flipped bits are seen. An event may only be added: the triggers refuse the rest (recursive_triggers
 * must be on, or INSERT OR REPLACE walks past them). */

#define SQL_STEP_1_PLACE                                                                                               \
	"CREATE TABLE unit ("                                                                                          \
	" id INTEGER PRIMARY KEY CHECK (id = 1),"                                                                      \
	" code TEXT NOT NULL,"                                                                                         \
	" bureau TEXT NOT NULL,"                                                                                       \
	" name TEXT NOT NULL,"                                                                                         \
	" sum TEXT NOT NULL"                                                                                           \
	") STRICT;"                                                                                                    \
	"CREATE TABLE cycle ("                                                                                         \
	" id INTEGER PRIMARY KEY,"                                                                                     \
	" fiscal_year INTEGER NOT NULL,"                                                                               \
	" extra INTEGER NOT NULL CHECK (extra IN (0, 1)),"                                                             \
	" pack TEXT NOT NULL,"                                                                                         \
	" due TEXT NOT NULL,"                                                                                          \
	" sum TEXT NOT NULL"                                                                                           \
	") STRICT;"                                                                                                    \
	"CREATE TABLE assessment ("                                                                                    \
	" id INTEGER PRIMARY KEY,"                                                                                     \
	" cycle INTEGER NOT NULL REFERENCES cycle (id),"                                                               \
	" checklist TEXT NOT NULL,"                                                                                    \
	" role TEXT NOT NULL,"                                                                                         \
	" subject TEXT NOT NULL,"                                                                                      \
	" sum TEXT NOT NULL,"                                                                                          \
	" UNIQUE (cycle, checklist)"                                                                                   \
	") STRICT;"                                                                                                    \
	"CREATE TABLE setting ("                                                                                       \
	" key TEXT NOT NULL PRIMARY KEY,"                                                                              \
	" value TEXT NOT NULL,"                                                                                        \
	" sum TEXT NOT NULL"                                                                                           \
	") STRICT, WITHOUT ROWID;"                                                                                     \
	"CREATE TABLE chain_head ("                                                                                    \
	" name TEXT NOT NULL PRIMARY KEY,"                                                                             \
	" count INTEGER NOT NULL CHECK (count >= 0),"                                                                  \
	" hash TEXT NOT NULL"                                                                                          \
	") STRICT, WITHOUT ROWID;"                                                                                     \
	"INSERT INTO chain_head (name, count, hash) VALUES ('answers', 0, ''), ('facts', 0, '');"                      \
	"CREATE TRIGGER chain_head_no_delete BEFORE DELETE ON chain_head"                                              \
	" BEGIN SELECT RAISE(ABORT, 'the head of a chain stays'); END;"

#define SQL_STEP_1_EVENTS                                                                                              \
	"CREATE TABLE answer_event ("                                                                                  \
	" seq INTEGER PRIMARY KEY,"                                                                                    \
	" assessment INTEGER NOT NULL REFERENCES assessment (id),"                                                     \
	" question TEXT NOT NULL CHECK (question <> ''),"                                                              \
	" revision INTEGER NOT NULL CHECK (revision >= 1),"                                                            \
	" kind TEXT NOT NULL,"                                                                                         \
	" answer TEXT NOT NULL,"                                                                                       \
	" elements TEXT NOT NULL,"                                                                                     \
	" note TEXT NOT NULL,"                                                                                         \
	" reason TEXT NOT NULL,"                                                                                       \
	" cause TEXT NOT NULL,"                                                                                        \
	" measure TEXT NOT NULL,"                                                                                      \
	" person TEXT NOT NULL,"                                                                                       \
	" due TEXT NOT NULL,"                                                                                          \
	" preventive INTEGER NOT NULL CHECK (preventive IN (0, 1)),"                                                   \
	" done INTEGER NOT NULL CHECK (done IN (0, 1)),"                                                               \
	" evidence TEXT NOT NULL,"                                                                                     \
	" progress TEXT NOT NULL,"                                                                                     \
	" target INTEGER NOT NULL,"                                                                                    \
	" actor TEXT NOT NULL,"                                                                                        \
	" acted_for TEXT NOT NULL,"                                                                                    \
	" at TEXT NOT NULL,"                                                                                           \
	" prev TEXT NOT NULL,"                                                                                         \
	" hash TEXT NOT NULL,"                                                                                         \
	" UNIQUE (assessment, question, revision)"                                                                     \
	") STRICT;" /* The rowid stands at the end of every index: this one is (assessment, seq). */                   \
	"CREATE INDEX answer_event_by_assessment ON answer_event (assessment);"                                        \
	"CREATE TRIGGER answer_event_no_update BEFORE UPDATE ON answer_event"                                          \
	" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"                                                    \
	"CREATE TRIGGER answer_event_no_delete BEFORE DELETE ON answer_event"                                          \
	" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"                                                    \
	"CREATE TABLE current_answer ("                                                                                \
	" assessment INTEGER NOT NULL,"                                                                                \
	" question TEXT NOT NULL,"                                                                                     \
	" event INTEGER NOT NULL REFERENCES answer_event (seq),"                                                       \
	" PRIMARY KEY (assessment, question)"                                                                          \
	") STRICT, WITHOUT ROWID;"                                                                                     \
	"CREATE TABLE fact_event ("                                                                                    \
	" seq INTEGER PRIMARY KEY,"                                                                                    \
	" cycle INTEGER NOT NULL REFERENCES cycle (id),"                                                               \
	" fact TEXT NOT NULL CHECK (fact <> ''),"                                                                      \
	" revision INTEGER NOT NULL CHECK (revision >= 1),"                                                            \
	" value TEXT NOT NULL,"                                                                                        \
	" actor TEXT NOT NULL,"                                                                                        \
	" acted_for TEXT NOT NULL,"                                                                                    \
	" at TEXT NOT NULL,"                                                                                           \
	" prev TEXT NOT NULL,"                                                                                         \
	" hash TEXT NOT NULL,"                                                                                         \
	" UNIQUE (cycle, fact, revision)"                                                                              \
	") STRICT;"                                                                                                    \
	"CREATE TRIGGER fact_event_no_update BEFORE UPDATE ON fact_event"                                              \
	" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"                                                    \
	"CREATE TRIGGER fact_event_no_delete BEFORE DELETE ON fact_event"                                              \
	" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"                                                    \
	"CREATE TABLE current_fact ("                                                                                  \
	" cycle INTEGER NOT NULL,"                                                                                     \
	" fact TEXT NOT NULL,"                                                                                         \
	" event INTEGER NOT NULL REFERENCES fact_event (seq),"                                                         \
	" PRIMARY KEY (cycle, fact)"                                                                                   \
	") STRICT, WITHOUT ROWID;"

#define SQL_STEP_1 SQL_STEP_1_PLACE SQL_STEP_1_EVENTS

/* --- version 2 ---
 * The registers; and how often a year's campaign wants what the standard calls 定期的. */

#define SQL_STEP_2                                                                                                     \
	"CREATE TABLE record_event ("                                                                                  \
	" seq INTEGER PRIMARY KEY,"                                                                                    \
	" owner TEXT NOT NULL CHECK (owner <> ''),"                                                                    \
	" record TEXT NOT NULL CHECK (record <> ''),"                                                                  \
	" revision INTEGER NOT NULL CHECK (revision >= 1),"                                                            \
	" kind TEXT NOT NULL,"                                                                                         \
	" fields TEXT NOT NULL,"                                                                                       \
	" actor TEXT NOT NULL,"                                                                                        \
	" acted_for TEXT NOT NULL,"                                                                                    \
	" at TEXT NOT NULL,"                                                                                           \
	" prev TEXT NOT NULL,"                                                                                         \
	" hash TEXT NOT NULL,"                                                                                         \
	" UNIQUE (owner, record, revision)"                                                                            \
	") STRICT;"                                                                                                    \
	"CREATE TRIGGER record_event_no_update BEFORE UPDATE ON record_event"                                          \
	" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"                                                    \
	"CREATE TRIGGER record_event_no_delete BEFORE DELETE ON record_event"                                          \
	" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"                                                    \
	"CREATE TABLE current_record ("                                                                                \
	" owner TEXT NOT NULL,"                                                                                        \
	" record TEXT NOT NULL,"                                                                                       \
	" first INTEGER NOT NULL REFERENCES record_event (seq),"                                                       \
	" event INTEGER NOT NULL REFERENCES record_event (seq),"                                                       \
	" PRIMARY KEY (owner, record)"                                                                                 \
	") STRICT, WITHOUT ROWID;"                                                                                     \
	"CREATE TABLE cycle_period ("                                                                                  \
	" cycle INTEGER NOT NULL REFERENCES cycle (id),"                                                               \
	" period TEXT NOT NULL CHECK (period <> ''),"                                                                  \
	" value TEXT NOT NULL,"                                                                                        \
	" sum TEXT NOT NULL,"                                                                                          \
	" PRIMARY KEY (cycle, period)"                                                                                 \
	") STRICT, WITHOUT ROWID;"                                                                                     \
	"INSERT INTO chain_head (name, count, hash) VALUES ('records', 0, '');"

/* --- version 3 ---
 * What goes to and fro between sections and the office, and the office's roster. */

#define SQL_STEP_3                                                                                                     \
	"CREATE TABLE exchange_event ("                                                                                \
	" seq INTEGER PRIMARY KEY,"                                                                                    \
	" cycle INTEGER NOT NULL REFERENCES cycle (id),"                                                               \
	" unit TEXT NOT NULL,"                                                                                         \
	" kind TEXT NOT NULL,"                                                                                         \
	" counter INTEGER NOT NULL CHECK (counter >= 0),"                                                              \
	" file_hash TEXT NOT NULL,"                                                                                    \
	" body TEXT NOT NULL,"                                                                                         \
	" actor TEXT NOT NULL,"                                                                                        \
	" acted_for TEXT NOT NULL,"                                                                                    \
	" at TEXT NOT NULL,"                                                                                           \
	" prev TEXT NOT NULL,"                                                                                         \
	" hash TEXT NOT NULL"                                                                                          \
	") STRICT;"                                                                                                    \
	"CREATE INDEX exchange_event_by_unit ON exchange_event (cycle, unit, kind);"                                   \
	"CREATE INDEX exchange_event_by_file ON exchange_event (file_hash) WHERE file_hash <> '';"                     \
	"CREATE TRIGGER exchange_event_no_update BEFORE UPDATE ON exchange_event"                                      \
	" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"                                                    \
	"CREATE TRIGGER exchange_event_no_delete BEFORE DELETE ON exchange_event"                                      \
	" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"                                                    \
	"CREATE TABLE roster_unit ("                                                                                   \
	" id INTEGER PRIMARY KEY,"                                                                                     \
	" cycle INTEGER NOT NULL REFERENCES cycle (id),"                                                               \
	" code TEXT NOT NULL CHECK (code <> ''),"                                                                      \
	" bureau TEXT NOT NULL,"                                                                                       \
	" name TEXT NOT NULL,"                                                                                         \
	" roles TEXT NOT NULL,"                                                                                        \
	" contact TEXT NOT NULL,"                                                                                      \
	" predecessor TEXT NOT NULL,"                                                                                  \
	" sum TEXT NOT NULL,"                                                                                          \
	" UNIQUE (cycle, code)"                                                                                        \
	") STRICT;"                                                                                                    \
	"INSERT INTO chain_head (name, count, hash) VALUES ('exchanges', 0, '');"

/* --- version 4 ---
 * The office's collection: how each unit answered in what it handed in last, in rows as narrow as can be. Everything in them
 * follows from the bodies of exchange_event, by which verify recomputes them: so they have no sums. What was handed in before
 * this version is listed in collected_due and folded in when the office is opened next: bodies are read above this floor. */

#define SQL_STEP_4                                                                                                     \
	"CREATE TABLE collected_name ("                                                                                \
	" id INTEGER PRIMARY KEY,"                                                                                     \
	" text TEXT NOT NULL UNIQUE"                                                                                   \
	") STRICT;"                                                                                                    \
	"CREATE TABLE collected_answer ("                                                                              \
	" cycle INTEGER NOT NULL,"                                                                                     \
	" unit INTEGER NOT NULL,"                                                                                      \
	" checklist INTEGER NOT NULL,"                                                                                 \
	" question INTEGER NOT NULL,"                                                                                  \
	" answer INTEGER NOT NULL,"                                                                                    \
	" basis INTEGER NOT NULL,"                                                                                     \
	" PRIMARY KEY (cycle, unit, checklist, question)"                                                              \
	") STRICT, WITHOUT ROWID;"                                                                                     \
	"CREATE TABLE collected_due ("                                                                                 \
	" unit INTEGER PRIMARY KEY REFERENCES roster_unit (id),"                                                       \
	" event INTEGER NOT NULL REFERENCES exchange_event (seq)"                                                      \
	") STRICT;"                                                                                                    \
	"INSERT INTO collected_due (unit, event)"                                                                      \
	" SELECT r.id, max(e.seq) FROM roster_unit r JOIN exchange_event e ON e.cycle = r.cycle AND e.unit = r.code"   \
	" WHERE e.kind = 'submit' GROUP BY r.id;"

/* --- version 5 ---
 * Files that were rejected, the last one of each unit that has handed in nothing else: that something came, and why it was not taken,
 * is otherwise forgotten when the window closes. Whose they are is what the files say of themselves. */

#define SQL_STEP_5                                                                                                     \
	"CREATE TABLE rejected_file ("                                                                                 \
	" unit INTEGER PRIMARY KEY REFERENCES roster_unit (id),"                                                       \
	" file TEXT NOT NULL,"                                                                                         \
	" reason TEXT NOT NULL,"                                                                                       \
	" at TEXT NOT NULL"                                                                                            \
	") STRICT;"

/* --- version 6 ---
 * What reports on a city need of each answer besides: when it was given, whether it says why, its remark, its plan; and of each unit
 * what its registers are judged by. It follows from the bodies as what stood here before, so that all of it is folded in anew. */

#define SQL_STEP_6_ANSWERS                                                                                             \
	"DROP TABLE collected_answer;"                                                                                 \
	"CREATE TABLE collected_answer ("                                                                              \
	" cycle INTEGER NOT NULL,"                                                                                     \
	" unit INTEGER NOT NULL,"                                                                                      \
	" checklist INTEGER NOT NULL,"                                                                                 \
	" question INTEGER NOT NULL,"                                                                                  \
	" answer INTEGER NOT NULL,"                                                                                    \
	" basis INTEGER NOT NULL,"                                                                                     \
	" moment INTEGER NOT NULL,"                                                                                    \
	" grounds INTEGER NOT NULL,"                                                                                   \
	" PRIMARY KEY (cycle, unit, checklist, question)"                                                              \
	") STRICT, WITHOUT ROWID;"
#define SQL_STEP_6_DETAILS                                                                                             \
	"CREATE TABLE collected_remark ("                                                                              \
	" cycle INTEGER NOT NULL,"                                                                                     \
	" unit INTEGER NOT NULL,"                                                                                      \
	" checklist INTEGER NOT NULL,"                                                                                 \
	" question INTEGER NOT NULL,"                                                                                  \
	" text TEXT NOT NULL,"                                                                                         \
	" PRIMARY KEY (cycle, unit, checklist, question)"                                                              \
	") STRICT, WITHOUT ROWID;"                                                                                     \
	"CREATE TABLE collected_plan ("                                                                                \
	" cycle INTEGER NOT NULL,"                                                                                     \
	" unit INTEGER NOT NULL,"                                                                                      \
	" checklist INTEGER NOT NULL,"                                                                                 \
	" question INTEGER NOT NULL,"                                                                                  \
	" cause TEXT NOT NULL,"                                                                                        \
	" measure TEXT NOT NULL,"                                                                                      \
	" person TEXT NOT NULL,"                                                                                       \
	" evidence TEXT NOT NULL,"                                                                                     \
	" due INTEGER NOT NULL,"                                                                                       \
	" first_due INTEGER NOT NULL,"                                                                                 \
	" preventive INTEGER NOT NULL CHECK (preventive IN (0, 1)),"                                                   \
	" done INTEGER NOT NULL CHECK (done IN (0, 1)),"                                                               \
	" PRIMARY KEY (cycle, unit, checklist, question)"                                                              \
	") STRICT, WITHOUT ROWID;"                                                                                     \
	"CREATE TABLE collected_register ("                                                                            \
	" cycle INTEGER NOT NULL,"                                                                                     \
	" unit INTEGER NOT NULL,"                                                                                      \
	" document TEXT NOT NULL,"                                                                                     \
	" PRIMARY KEY (cycle, unit)"                                                                                   \
	") STRICT, WITHOUT ROWID;"
#define SQL_STEP_6_DUE                                                                                                 \
	"DELETE FROM collected_due;"                                                                                   \
	"INSERT INTO collected_due (unit, event)"                                                                      \
	" SELECT r.id, max(e.seq) FROM roster_unit r JOIN exchange_event e ON e.cycle = r.cycle AND e.unit = r.code"   \
	" WHERE e.kind = 'submit' GROUP BY r.id;"

#define SQL_STEP_6 SQL_STEP_6_ANSWERS SQL_STEP_6_DETAILS SQL_STEP_6_DUE

#define SQL_STEP_7                                                                                                     \
	"CREATE TABLE collected_judged ("                                                                              \
	" cycle INTEGER NOT NULL,"                                                                                     \
	" unit INTEGER NOT NULL,"                                                                                      \
	" key TEXT NOT NULL,"                                                                                          \
	" judged TEXT NOT NULL,"                                                                                       \
	" PRIMARY KEY (cycle, unit)"                                                                                   \
	") STRICT, WITHOUT ROWID;"

/* --- unit, cycles, checklists, settings --- */

#define SQL_UNIT_SAVE                                                                                                  \
	"INSERT INTO unit (id, code, bureau, name, sum) VALUES (?, ?, ?, ?, ?)"                                        \
	" ON CONFLICT (id) DO UPDATE SET code = excluded.code, bureau = excluded.bureau, name = excluded.name,"        \
	" sum = excluded.sum"
#define SQL_UNIT_LOAD "SELECT code, bureau, name FROM unit WHERE id = 1"

#define SQL_CYCLE_NEXT_ID "SELECT coalesce(max(id), 0) + 1 FROM cycle"
#define SQL_CYCLE_ADD     "INSERT INTO cycle (id, fiscal_year, extra, pack, due, sum) VALUES (?, ?, ?, ?, ?, ?)"
#define SQL_CYCLES_LOAD   "SELECT id, fiscal_year, extra, pack, due FROM cycle ORDER BY fiscal_year DESC, id DESC"
#define SQL_CYCLE_CURRENT                                                                                              \
	"SELECT id, fiscal_year, extra, pack, due FROM cycle ORDER BY fiscal_year DESC, id DESC LIMIT 1"

#define SQL_ASSESSMENT_NEXT_ID "SELECT coalesce(max(id), 0) + 1 FROM assessment"
#define SQL_ASSESSMENT_ADD                                                                                             \
	"INSERT INTO assessment (id, cycle, checklist, role, subject, sum)"                                            \
	" VALUES (?, ?, ?, ?, ?, ?)"
#define SQL_ASSESSMENTS_LOAD "SELECT id, cycle, checklist, role, subject FROM assessment WHERE cycle = ? ORDER BY id"
#define SQL_ASSESSMENT_PREVIOUS                                                                                        \
	"SELECT a.id, c.pack FROM assessment a JOIN cycle c ON c.id = a.cycle"                                         \
	" JOIN cycle own ON own.id = ?2"                                                                               \
	" WHERE a.checklist = ?1 AND (c.fiscal_year < own.fiscal_year OR (own.extra AND c.fiscal_year = "              \
	"own.fiscal_year AND c.id < own.id))"                                                                          \
	" AND EXISTS (SELECT 1 FROM current_answer WHERE assessment = a.id)"                                           \
	" ORDER BY c.fiscal_year DESC, c.id DESC LIMIT 1"

#define SQL_SETTING_SAVE                                                                                               \
	"INSERT INTO setting (key, value, sum) VALUES (?, ?, ?)"                                                       \
	" ON CONFLICT (key) DO UPDATE SET value = excluded.value, sum = excluded.sum"
#define SQL_SETTING_LOAD "SELECT value FROM setting WHERE key = ?"
#define SQL_SETTINGS_LOAD                                                                                              \
	"SELECT key, value FROM setting WHERE substr(key, 1, length(?)) = ? AND value <> '' ORDER BY key"

/* --- chains --- */

#define SQL_CHAIN_HEAD    "SELECT count, hash FROM chain_head WHERE name = ?"
#define SQL_CHAIN_ADVANCE "UPDATE chain_head SET count = ?, hash = ? WHERE name = ?"

/* --- answers --- */

#define SQL_ANSWER_COLUMNS                                                                                             \
	"e.seq, e.assessment, e.question, e.revision, e.kind, e.answer, e.elements, e.note, e.reason, e.cause, "       \
	"e.measure,"                                                                                                   \
	" e.person, e.due, e.preventive, e.done, e.evidence, e.progress, e.target, e.actor, e.acted_for, e.at"

#define SQL_ANSWER_INSERT                                                                                              \
	"INSERT INTO answer_event (seq, assessment, question, revision, kind, answer, elements, note, reason, cause, " \
	"measure,"                                                                                                     \
	" person, due, preventive, done, evidence, progress, target, actor, acted_for, at, prev, hash)"                \
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define SQL_ANSWER_CURRENT_SAVE                                                                                        \
	"INSERT INTO current_answer (assessment, question, event) VALUES (?, ?, ?)"                                    \
	" ON CONFLICT (assessment, question) DO UPDATE SET event = excluded.event"
#define SQL_ANSWER_HAS_REVISION "SELECT 1 FROM answer_event WHERE assessment = ? AND question = ? AND revision = ?"

#define SQL_ANSWERS_LOAD                                                                                               \
	"SELECT " SQL_ANSWER_COLUMNS " FROM current_answer c CROSS JOIN answer_event e ON e.seq = c.event"             \
	" WHERE c.assessment = ? ORDER BY c.question"
#define SQL_ANSWERS_LOAD_ONE                                                                                           \
	"SELECT " SQL_ANSWER_COLUMNS " FROM current_answer c CROSS JOIN answer_event e ON e.seq = c.event"             \
	" WHERE c.assessment = ? AND c.question = ?"
#define SQL_ANSWERS_HISTORY                                                                                            \
	"SELECT " SQL_ANSWER_COLUMNS                                                                                   \
	" FROM answer_event e WHERE e.assessment = ? AND e.question = ? ORDER BY e.revision"
#define SQL_ANSWERS_REVISION                                                                                           \
	"SELECT " SQL_ANSWER_COLUMNS " FROM answer_event e WHERE e.assessment = ? AND e.question = ? AND e.revision "  \
	"= ?"
#define SQL_ANSWERS_BY_SEQ "SELECT " SQL_ANSWER_COLUMNS " FROM answer_event e WHERE e.assessment = ? AND e.seq = ?"
#define SQL_ANSWERS_ALL                                                                                                \
	"SELECT " SQL_ANSWER_COLUMNS " FROM answer_event e WHERE e.assessment = ? AND e.seq > ? ORDER BY e.seq"
/* Newest first, from the index alone (its last column is seq), so that the walk may stop wherever it is decided. */
#define SQL_ANSWERS_BACKWARDS                                                                                          \
	"SELECT seq, question, revision, kind, target FROM answer_event INDEXED BY answer_event_by_assessment"         \
	" WHERE assessment = ? ORDER BY seq DESC"
#define SQL_ANSWERS_DUES                                                                                               \
	"SELECT due, answer FROM answer_event WHERE assessment = ? AND question = ? AND kind <> ? ORDER BY revision"

/* --- facts --- */

#define SQL_FACT_REVISION "SELECT coalesce(max(revision), 0) FROM fact_event WHERE cycle = ? AND fact = ?"
#define SQL_FACT_INSERT                                                                                                \
	"INSERT INTO fact_event (seq, cycle, fact, revision, value, actor, acted_for, at, prev, hash)"                 \
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define SQL_FACT_CURRENT_SAVE                                                                                          \
	"INSERT INTO current_fact (cycle, fact, event) VALUES (?, ?, ?)"                                               \
	" ON CONFLICT (cycle, fact) DO UPDATE SET event = excluded.event"
#define SQL_FACTS_LOAD                                                                                                 \
	"SELECT e.fact, e.value, e.revision, e.actor, e.acted_for, e.at"                                               \
	" FROM current_fact c CROSS JOIN fact_event e ON e.seq = c.event WHERE c.cycle = ? ORDER BY c.fact"

/* --- registers --- */

#define SQL_RECORD_COLUMNS  "e.seq, e.owner, e.record, e.revision, e.kind, e.fields, e.actor, e.acted_for, e.at"
#define SQL_RECORD_REVISION "SELECT coalesce(max(revision), 0) FROM record_event WHERE owner = ? AND record = ?"
#define SQL_RECORD_INSERT                                                                                              \
	"INSERT INTO record_event (seq, owner, record, revision, kind, fields, actor, acted_for, at, prev, hash)"      \
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define SQL_RECORD_CURRENT_SAVE                                                                                        \
	"INSERT INTO current_record (owner, record, first, event) VALUES (?, ?, ?, ?)"                                 \
	" ON CONFLICT (owner, record) DO UPDATE SET event = excluded.event"
#define SQL_RECORDS_LOAD                                                                                               \
	"SELECT " SQL_RECORD_COLUMNS " FROM current_record c CROSS JOIN record_event e ON e.seq = c.event"             \
	" ORDER BY c.first"
#define SQL_RECORD_HISTORY                                                                                             \
	"SELECT " SQL_RECORD_COLUMNS " FROM record_event e WHERE e.owner = ? AND e.record = ? ORDER BY e.revision"

/* --- periods --- */

#define SQL_PERIOD_SAVE                                                                                                \
	"INSERT INTO cycle_period (cycle, period, value, sum) VALUES (?, ?, ?, ?)"                                     \
	" ON CONFLICT (cycle, period) DO UPDATE SET value = excluded.value, sum = excluded.sum"
#define SQL_PERIODS_LOAD "SELECT period, value FROM cycle_period WHERE cycle = ? ORDER BY period"

/* --- exchanges --- */

#define SQL_EXCHANGE_COLUMNS "seq, cycle, unit, kind, counter, file_hash, body, actor, acted_for, at"
#define SQL_EXCHANGE_INSERT                                                                                            \
	"INSERT INTO exchange_event (seq, cycle, unit, kind, counter, file_hash, body, actor, acted_for, at, prev, "   \
	"hash)"                                                                                                        \
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define SQL_EXCHANGES_LOAD                                                                                             \
	"SELECT " SQL_EXCHANGE_COLUMNS " FROM exchange_event WHERE cycle = ? AND unit = ? ORDER BY seq"
#define SQL_EXCHANGE_LAST                                                                                              \
	"SELECT " SQL_EXCHANGE_COLUMNS " FROM exchange_event WHERE cycle = ? AND unit = ? AND kind = ?"                \
	" ORDER BY seq DESC LIMIT 1"
#define SQL_EXCHANGE_LAST_BEFORE                                                                                       \
	"SELECT " SQL_EXCHANGE_COLUMNS " FROM exchange_event WHERE unit = ? AND kind = ?"                              \
	" AND cycle IN (SELECT id FROM cycle WHERE fiscal_year < ?) ORDER BY seq DESC LIMIT 1"
#define SQL_EXCHANGE_BY_FILE                                                                                           \
	"SELECT " SQL_EXCHANGE_COLUMNS                                                                                 \
	" FROM exchange_event WHERE file_hash = ? AND file_hash <> '' AND kind = ? LIMIT 1"
/* Without the bodies, which are large, and without what stands behind them in the row: to get there SQLite reads the whole body. */
#define SQL_EXCHANGES_STANDING                                                                                         \
	"SELECT seq, cycle, unit, kind, counter, file_hash, CASE kind WHEN 'accept' THEN body ELSE '' END, '', '', ''" \
	" FROM exchange_event"                                                                                         \
	" WHERE seq IN (SELECT max(seq) FROM exchange_event WHERE cycle = ? AND kind IN (?, ?, ?) GROUP BY unit)"      \
	" ORDER BY unit"
#define SQL_EXCHANGE_KNOWS_FILE "SELECT unit FROM exchange_event WHERE file_hash = ? AND file_hash <> '' LIMIT 1"
#define SQL_ROSTER_NEXT_ID      "SELECT coalesce(max(id), 0) + 1 FROM roster_unit"
#define SQL_ROSTER_ADD                                                                                                 \
	"INSERT INTO roster_unit (id, cycle, code, bureau, name, roles, contact, predecessor, sum)"                    \
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define SQL_ROSTER_LOAD                                                                                                \
	"SELECT id, code, bureau, name, roles, contact, predecessor FROM roster_unit WHERE cycle = ? ORDER BY code"

/* --- files that were rejected --- */

#define SQL_REJECTED_KEEP                                                                                              \
	"INSERT INTO rejected_file (unit, file, reason, at) VALUES (?, ?, ?, ?)"                                       \
	" ON CONFLICT (unit) DO UPDATE SET file = excluded.file, reason = excluded.reason, at = excluded.at"
#define SQL_REJECTED_FORGET "DELETE FROM rejected_file WHERE unit = ?"
#define SQL_REJECTED_LOAD                                                                                              \
	"SELECT j.unit, j.file, j.reason, j.at FROM rejected_file j JOIN roster_unit r ON r.id = j.unit"               \
	" WHERE r.cycle = ? ORDER BY j.unit"

/* --- collection --- */

#define SQL_COLLECTED_NAME_ID        "SELECT id FROM collected_name WHERE text = ?"
#define SQL_COLLECTED_NAME_NEXT_ID   "SELECT coalesce(max(id), 0) + 1 FROM collected_name"
#define SQL_COLLECTED_NAME_ADD       "INSERT INTO collected_name (id, text) VALUES (?, ?)"
#define SQL_COLLECTED_NAMES          "SELECT id, text FROM collected_name ORDER BY id"
#define SQL_COLLECTED_CLEAR          "DELETE FROM collected_answer WHERE cycle = ? AND unit = ?"
#define SQL_COLLECTED_CLEAR_REMARKS  "DELETE FROM collected_remark WHERE cycle = ? AND unit = ?"
#define SQL_COLLECTED_CLEAR_PLANS    "DELETE FROM collected_plan WHERE cycle = ? AND unit = ?"
#define SQL_COLLECTED_CLEAR_REGISTER "DELETE FROM collected_register WHERE cycle = ? AND unit = ?"
#define SQL_COLLECTED_CLEAR_JUDGED   "DELETE FROM collected_judged WHERE cycle = ? AND unit = ?"
#define SQL_COLLECTED_NO_LONGER_DUE  "DELETE FROM collected_due WHERE unit = ?"
/* What a body says twice stands as it says last. */
#define SQL_COLLECTED_ADD                                                                                              \
	"INSERT INTO collected_answer (cycle, unit, checklist, question, answer, basis, moment, grounds)"              \
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?)"                                                                             \
	" ON CONFLICT (cycle, unit, checklist, question) DO UPDATE SET answer = excluded.answer,"                      \
	" basis = excluded.basis, moment = excluded.moment, grounds = excluded.grounds"
#define SQL_COLLECTED_ADD_REMARK                                                                                       \
	"INSERT INTO collected_remark (cycle, unit, checklist, question, text) VALUES (?, ?, ?, ?, ?)"                 \
	" ON CONFLICT (cycle, unit, checklist, question) DO UPDATE SET text = excluded.text"
#define SQL_COLLECTED_ADD_PLAN                                                                                         \
	"INSERT INTO collected_plan (cycle, unit, checklist, question, cause, measure, person, evidence,"              \
	" due, first_due, preventive, done) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"                               \
	" ON CONFLICT (cycle, unit, checklist, question) DO UPDATE SET cause = excluded.cause,"                        \
	" measure = excluded.measure, person = excluded.person, evidence = excluded.evidence, due = excluded.due,"     \
	" first_due = excluded.first_due, preventive = excluded.preventive, done = excluded.done"
#define SQL_COLLECTED_ADD_REGISTER   "INSERT INTO collected_register (cycle, unit, document) VALUES (?, ?, ?)"
#define SQL_COLLECTED_COLUMNS        "unit, checklist, question, answer, basis, moment, grounds"
#define SQL_COLLECTED_REMARK_COLUMNS "unit, checklist, question, text"
#define SQL_COLLECTED_PLAN_COLUMNS                                                                                     \
	"unit, checklist, question, cause, measure, person, evidence, due, first_due, preventive, done"
#define SQL_COLLECTED_OF_CYCLE      " WHERE cycle = ? ORDER BY unit, checklist, question"
#define SQL_COLLECTED_OF_UNIT       " WHERE cycle = ? AND unit = ? ORDER BY checklist, question"
#define SQL_COLLECTED_CYCLE         "SELECT " SQL_COLLECTED_COLUMNS " FROM collected_answer" SQL_COLLECTED_OF_CYCLE
#define SQL_COLLECTED_UNIT          "SELECT " SQL_COLLECTED_COLUMNS " FROM collected_answer" SQL_COLLECTED_OF_UNIT
#define SQL_COLLECTED_REMARKS       "SELECT " SQL_COLLECTED_REMARK_COLUMNS " FROM collected_remark" SQL_COLLECTED_OF_CYCLE
#define SQL_COLLECTED_UNIT_REMARKS  "SELECT " SQL_COLLECTED_REMARK_COLUMNS " FROM collected_remark" SQL_COLLECTED_OF_UNIT
#define SQL_COLLECTED_PLANS         "SELECT " SQL_COLLECTED_PLAN_COLUMNS " FROM collected_plan" SQL_COLLECTED_OF_CYCLE
#define SQL_COLLECTED_UNIT_PLANS    "SELECT " SQL_COLLECTED_PLAN_COLUMNS " FROM collected_plan" SQL_COLLECTED_OF_UNIT
#define SQL_COLLECTED_REGISTERS     "SELECT unit, document FROM collected_register WHERE cycle = ? ORDER BY unit"
#define SQL_COLLECTED_UNIT_REGISTER "SELECT unit, document FROM collected_register WHERE cycle = ? AND unit = ?"
#define SQL_COLLECTED_JUDGED        "SELECT unit, judged FROM collected_judged WHERE cycle = ? AND key = ? ORDER BY unit"
#define SQL_COLLECTED_KEEP_JUDGED                                                                                      \
	"INSERT INTO collected_judged (cycle, unit, key, judged) VALUES (?, ?, ?, ?)"                                  \
	" ON CONFLICT (cycle, unit) DO UPDATE SET key = excluded.key, judged = excluded.judged"
#define SQL_COLLECTED_ROWS                                                                                             \
	"SELECT (SELECT count(*) FROM collected_answer) + (SELECT count(*) FROM collected_remark)"                     \
	" + (SELECT count(*) FROM collected_plan) + (SELECT count(*) FROM collected_register)"
#define SQL_COLLECTED_UNITS                                                                                            \
	"SELECT r.cycle, r.id, r.code, d.unit IS NOT NULL FROM roster_unit r LEFT JOIN collected_due d ON d.unit = "   \
	"r.id"                                                                                                         \
	" ORDER BY r.cycle, r.id"
#define SQL_COLLECTED_UNITS_DUE                                                                                        \
	"SELECT r.cycle, r.id, r.code, 1 FROM collected_due d CROSS JOIN roster_unit r ON r.id = d.unit ORDER BY "     \
	"d.unit"

/* --- verify --- */

#define SQL_INTEGRITY_CHECK   "PRAGMA integrity_check(100)"
#define SQL_FOREIGN_KEY_CHECK "PRAGMA foreign_key_check"
/* quote() tells a text from the same bytes as a blob, which SQLite does not take for a table's name. */
#define SQL_SCHEMA                                                                                                     \
	"SELECT name, quote(type), quote(name), quote(tbl_name), quote(sql) FROM sqlite_schema ORDER BY name, type"

/* All columns that a chain or a sum covers, then prev and hash (or sum). NOT INDEXED: what the table itself holds. */
#define SQL_VERIFY_ANSWERS                                                                                             \
	"SELECT " SQL_ANSWER_COLUMNS ", e.prev, e.hash FROM answer_event e NOT INDEXED ORDER BY e.seq"
#define SQL_VERIFY_FACTS                                                                                               \
	"SELECT seq, cycle, fact, revision, value, actor, acted_for, at, prev, hash"                                   \
	" FROM fact_event NOT INDEXED ORDER BY seq"
#define SQL_VERIFY_RECORDS                                                                                             \
	"SELECT " SQL_RECORD_COLUMNS ", e.prev, e.hash FROM record_event e NOT INDEXED ORDER BY e.seq"
#define SQL_VERIFY_EXCHANGES  "SELECT " SQL_EXCHANGE_COLUMNS ", prev, hash FROM exchange_event NOT INDEXED ORDER BY seq"
#define SQL_VERIFY_UNIT       "SELECT id, code, bureau, name, sum FROM unit NOT INDEXED"
#define SQL_VERIFY_CYCLE      "SELECT id, fiscal_year, extra, pack, due, sum FROM cycle NOT INDEXED"
#define SQL_VERIFY_ASSESSMENT "SELECT id, cycle, checklist, role, subject, sum FROM assessment NOT INDEXED"
#define SQL_VERIFY_SETTING    "SELECT key, value, sum FROM setting"
#define SQL_VERIFY_ROSTER                                                                                              \
	"SELECT id, cycle, code, bureau, name, roles, contact, predecessor, sum FROM roster_unit NOT INDEXED"
#define SQL_VERIFY_PERIOD "SELECT cycle, period, value, sum FROM cycle_period"

#define SQL_VERIFY_CHAIN_NAMES                                                                                         \
	"SELECT name FROM chain_head WHERE name NOT IN ('answers', 'facts', 'records', 'exchanges')"
/* Questions whose current event is not the last one, from both sides. */
#define SQL_VERIFY_CURRENT_ANSWERS                                                                                     \
	"WITH last AS (SELECT assessment, question, max(seq) AS event FROM answer_event NOT INDEXED"                   \
	" GROUP BY assessment, question)"                                                                              \
	" SELECT question FROM (SELECT * FROM last EXCEPT SELECT assessment, question, event FROM current_answer)"     \
	" UNION SELECT question FROM (SELECT assessment, question, event FROM current_answer EXCEPT SELECT * FROM "    \
	"last)"
#define SQL_VERIFY_CURRENT_FACTS                                                                                       \
	"WITH last AS (SELECT cycle, fact, max(seq) AS event FROM fact_event NOT INDEXED GROUP BY cycle, fact)"        \
	" SELECT fact FROM (SELECT * FROM last EXCEPT SELECT cycle, fact, event FROM current_fact)"                    \
	" UNION SELECT fact FROM (SELECT cycle, fact, event FROM current_fact EXCEPT SELECT * FROM last)"
#define SQL_VERIFY_CURRENT_RECORDS                                                                                     \
	"WITH last AS (SELECT owner, record, min(seq) AS first, max(seq) AS event FROM record_event NOT INDEXED"       \
	" GROUP BY owner, record)"                                                                                     \
	" SELECT record FROM (SELECT * FROM last EXCEPT SELECT owner, record, first, event FROM current_record)"       \
	" UNION SELECT record FROM (SELECT owner, record, first, event FROM current_record EXCEPT SELECT * FROM last)"
/* Revisions run from 1 without a gap, in the order of the events. */
#define SQL_VERIFY_REVISIONS                                                                                           \
	"SELECT question FROM (SELECT question, revision,"                                                             \
	" row_number() OVER (PARTITION BY assessment, question ORDER BY seq) AS place FROM answer_event NOT INDEXED)"  \
	" WHERE revision <> place"                                                                                     \
	" UNION SELECT fact FROM (SELECT fact, revision,"                                                              \
	" row_number() OVER (PARTITION BY cycle, fact ORDER BY seq) AS place FROM fact_event NOT INDEXED)"             \
	" WHERE revision <> place"                                                                                     \
	" UNION SELECT record FROM (SELECT record, revision,"                                                          \
	" row_number() OVER (PARTITION BY owner, record ORDER BY seq) AS place FROM record_event NOT INDEXED)"         \
	" WHERE revision <> place"
/* An undo or redo points to an earlier event of the same question; no other event points anywhere. */
#define SQL_VERIFY_TARGETS                                                                                             \
	"SELECT e.seq FROM answer_event e NOT INDEXED LEFT JOIN answer_event t ON t.seq = e.target"                    \
	" WHERE CASE WHEN e.kind IN (?, ?) THEN t.seq IS NULL OR t.seq >= e.seq OR t.assessment <> e.assessment"       \
	" OR t.question <> e.question ELSE e.target <> 0 END"

#endif
