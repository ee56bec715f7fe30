/* What an expression says of a record outside rules: whether a form shows a field, whether a question is asked. */
#include "tenken/core/formula.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "verdict_internal.h"

void formula_free(struct formula *formula)
{
	if (formula) {
		free(formula->operands.items);
		expression_release(&formula->expression);
	}
	free(formula);
}

/* Large, so it is not put on the stack of whoever recurses through conditions. Caller frees. */
static struct matter *matter_of(const struct formula *formula, const struct pack *pack, const struct facts *facts,
                                size_t record, struct date today)
{
	struct matter *matter = mem_new(1, sizeof *matter);

	*matter = (struct matter){.pack = pack, .facts = facts, .today = today};
	matter_set_operands(matter, &formula->operands, facts->records[record].owner);
	matter_set_record(matter, record);
	return matter;
}

enum truth formula_evaluate(const struct formula *formula, const struct pack *pack, const struct facts *facts,
                            size_t record, struct date today)
{
	struct matter *matter;
	enum truth truth;

	if (!formula)
		return TRUTH_TRUE;
	matter = matter_of(formula, pack, facts, record, today);
	truth = expression_evaluate(&formula->expression, matter->slots, today);
	free(matter);
	return truth;
}

/* What is called by its name alone because it is not known. */
static void add_missing(struct strbuf *out, const struct matter *matter, uint32_t operands)
{
	struct field_names names = {0};

	for (size_t i = 0; i < matter->operands->count; i++) {
		if ((operands & UINT32_C(1) << i) && !matter_is_known(matter, i))
			matter_names(matter, i, &names);
	}
	for (size_t i = 0; i < names.count; i++) {
		if (out->len_bytes)
			strbuf_add(out, _(", "));
		strbuf_addf(out, _("%s: not known yet"), bilingual_text(&names.items[i].label));
	}
	field_names_release(&names);
}

void formula_explain(struct strbuf *out, const struct formula *formula, const struct pack *pack,
                     const struct facts *facts, size_t record, struct date today)
{
	struct matter *matter = matter_of(formula, pack, facts, record, today);
	uint32_t operands = expression_explain(&formula->expression, matter->slots, today);
	struct strbuf text = STRBUF_INIT;
	char *values = describe_values(matter, operands, i18n_language());

	strbuf_add(&text, values);
	add_missing(&text, matter, operands);
	strbuf_add(out, text.text);
	free(values);
	strbuf_release(&text);
	free(matter);
}
