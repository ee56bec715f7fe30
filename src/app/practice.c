#include "tenken/app/practice.h"

#include <stdlib.h>

#include "tenken/app/answer_file.h"
#include "tenken/app/registers.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/scratch.h"

static const char record_register[] = "device", record_id[] = "practice", record_field[] = "takeout_permitted";

/* --- last year --- */

/* As a person would have sent it in from a file, so that it is one step for the database as well. */
static void last_years_answers(const struct workplace *workplace, struct strbuf *out)
{
	const struct checklist *checklist = &workplace->checklists[0];
	struct json *root = json_new_object(), *list = json_put_array(root, "answers");
	for (size_t i = 0; i < checklist->scope.count; i++) {
		const struct question *question = checklist_question(checklist, i);
		if (!scope_asks(&checklist->scope.items[i]) || question->kind == QUESTION_DERIVED)
			continue;
		struct json *row = json_put_object(list, NULL);
		json_put_string(row, "question", question->id);
		json_put_string(row, "answer", answer_code(ANSWER_IMPLEMENTED));
		json_put_string(row, "note", _("Asked three people (last year's remark)"));
	}
	json_write(out, root, false);
	json_free(root);
}

static bool answer_last_year(struct practice *practice, struct error *err)
{
	struct strbuf answers = STRBUF_INIT;
	char *path = path_join(practice->folder, "answers.json");
	size_t written = 0;
	last_years_answers(&practice->workplace, &answers);
	bool ok = file_write(path, answers.text, answers.len_bytes, 0600, err) &&
	          workplace_answer_file(&practice->workplace, path, &written, err);
	free(path);
	strbuf_release(&answers);
	return ok;
}

/* --- this year --- */

/* What the record below makes true; without the others there is less to answer. */
static bool holds(const char *fact)
{
	static const char *const facts[] = {"handles_class2", "carried_out"};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (str_equal(facts[i], fact))
			return true;
	return false;
}

/* Everything is said about the section, so that the practice begins where the questions do. */
static bool set_profile(struct workplace *workplace, struct error *err)
{
	for (size_t i = 0; i < workplace->pack->facts_count; i++) {
		enum truth value = holds(workplace->pack->facts[i].id) ? TRUTH_TRUE : TRUTH_FALSE;
		if (workplace_asks_fact(workplace, i) && !workplace_set_fact(workplace, i, value, err))
			return false;
	}
	return true;
}

static void device(struct strbuf *out)
{
	struct json *root = json_new_object(), *registers = json_put_object(root, "registers");
	struct json *record = json_put_object(json_put_array(registers, record_register), NULL);
	json_put_string(record, "id", record_id);
	json_put_string(record, "name", _("Practice notebook PC"));
	json_put_string(record, "kind", "terminal");
	json_put_string(record, "confidentiality", "2");
	json_put_bool(record, "issued", true);
	json_put_string(record, "network", "designated");
	json_put_bool(record, "wireless", false);
	json_put_bool(record, "used_outside", false);
	json_put_bool(record, "taken_out", true);
	json_put_bool(record, "takeout_recorded", true);
	json_write(out, root, false);
	json_free(root);
}

/* Another city's pack may have no such register, or other fields: then the practice goes without. */
static bool add_record(struct practice *practice, struct error *err)
{
	struct workplace *workplace = &practice->workplace;
	struct strbuf facts = STRBUF_INIT;
	struct import_result result = {0};
	struct error unfit = {0};
	char *path = path_join(practice->folder, "facts.json");
	device(&facts);
	bool ok = file_write(path, facts.text, facts.len_bytes, 0600, err);
	if (ok && registers_import(workplace, path, false, &result, &unfit)) {
		size_t owner = registers_require(workplace, record_register, &unfit);
		practice->record = register_require_record(workplace, owner, record_id, &unfit);
		practice->field = register_require_field(workplace, owner, record_field, &unfit);
		if (practice->field == SIZE_MAX)
			practice->record = SIZE_MAX;
	}
	error_release(&unfit);
	import_result_release(&result);
	free(path);
	strbuf_release(&facts);
	return ok;
}

/* --- beginning and ending --- */

static bool make(struct practice *practice, struct error *err)
{
	struct workplace *workplace = &practice->workplace;
	int year = date_fiscal_year(practice->options.today);
	struct workplace_new place = {
	        .bureau = _("Practice Bureau"), .unit = _("Practice Section"), .fiscal_year = year - 1};
	practice->folder = scratch_make(err);
	if (!practice->folder)
		return false;
	practice->db = path_join(practice->folder, "practice.db");
	practice->options.db = practice->db;
	return workplace_create(&practice->options, &place, err) &&
	       workplace_open(workplace, &practice->options, err) && answer_last_year(practice, err) &&
	       workplace_new_year(workplace, year, NULL, err) && set_profile(workplace, err) &&
	       add_record(practice, err);
}

bool practice_begin(struct practice *practice, const char *pack, struct date today, struct error *err)
{
	*practice = (struct practice){.options = {.pack = pack, .today = today}, .record = SIZE_MAX, .field = SIZE_MAX};
	if (make(practice, err))
		return true;
	practice_end(practice);
	return false;
}

void practice_end(struct practice *practice)
{
	workplace_close(&practice->workplace);
	scratch_remove(practice->folder);
	free(practice->folder);
	free(practice->db);
	*practice = (struct practice){.record = SIZE_MAX, .field = SIZE_MAX};
}
