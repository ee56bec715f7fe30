/* verdict_internal.h — one rule and one record, from what is known to what may be the case.
 *
 *   verdict_slots.c   what is known of each thing the rule reads, and how that thing is called
 *   verdict_search.c  which findings are possible, and which missing things they hang on
 *   verdict_until.c   on which day that may change, though nothing else does
 *   verdict_text.c    the sentence
 *   verdict_exception.c  which fails an exception covers
 *   formula.c         expressions outside rules: what forms and conditions ask
 *   verdict.c         all rules and records, and from findings to verdicts */
#ifndef TENKEN_CORE_VERDICT_INTERNAL_H
#define TENKEN_CORE_VERDICT_INTERNAL_H

#include "tenken/core/verdict.h"

/* How fields are called in a verdict, and what people call them. */
struct field_names {
	struct field_name {
		char *name;
		struct bilingual label;
	} * items;
	size_t count;
};
/* Adds it unless it is there. All texts are copied. */
void field_names_add(struct field_names *names, const char *name, const char *ja, const char *en);
void field_names_add_all(struct field_names *names, const struct field_names *more);
void field_names_release(struct field_names *names);

/* What the open ends of links may hide, found once for each rule. */
struct link_gaps {
	bool found;
	unsigned flags; /* LINK_… */
};

/* What of another record a link hangs on. */
enum {
	LINK_VALUE = 1,      /* what it says of its other end */
	LINK_VIA = 2,        /* the record at its other end */
	LINK_NEAR = 4,       /* the record at its near end, this one being the other */
	LINK_FROM = 8,       /* where it begins */
	LINK_TO = 16,        /* where it ends */
	LINK_COMPLETE = 32,  /* whether all links are written down */
	COVERS_OWN = 64,     /* its own field */
	COVERS_OTHERS = 128, /* that of those that refer here */
};

struct matter {
	const struct pack *pack;
	const struct facts *facts;
	struct date today;
	const struct rule *rule;         /* NULL: a formula outside rules is looked at */
	const struct operands *operands; /* what is read */
	size_t owner;                    /* the register whose records are looked at */
	const struct record *record;
	size_t record_index;
	struct link_gaps gaps[OPERANDS_MAX];
	/* For each operand: */
	struct slot slots[OPERANDS_MAX];
	const struct value *homes[OPERANDS_MAX];  /* where its value stands or would stand; NULL: nowhere */
	const struct field *fields[OPERANDS_MAX]; /* NULL: it is no field */
	bool astray[OPERANDS_MAX];                /* the ref that leads there is itself not known */
	bool via[OPERANDS_MAX];                   /* it stands in the record that its `via` leads to */
	unsigned flags[OPERANDS_MAX];
	struct value made[OPERANDS_MAX]; /* values that are worked out; they own nothing */
};
/* Fills what hangs on the rule alone: once for each rule. */
void matter_set_rule(struct matter *matter, const struct rule *rule);
/* The same for an expression outside rules, about records of the register `owner`. */
void matter_set_operands(struct matter *matter, const struct operands *operands, size_t owner);
/* Fills the rest. */
void matter_set_record(struct matter *matter, size_t record);
bool matter_is_known(const struct matter *matter, size_t operand);
/* Whether the operand's value, known or not, is a day. */
bool matter_is_date(const struct matter *matter, size_t operand);
/* How the operand is called. */
void matter_names(const struct matter *matter, size_t operand, struct field_names *names);

/* The last day on which the verdicts noted so far are those of today. */
enum { UNTIL_MARKS_MAX = 2 * OPERANDS_MAX };
struct until {
	struct date today, last;
	struct period marks[UNTIL_MARKS_MAX]; /* of the present rule: how far before today */
	size_t marks_count;
};
void until_init(struct until *until, struct date today);
void until_set_rule(struct until *until, const struct matter *matter); /* after matter_set_rule() */
void until_note(struct until *until, const struct matter *matter);     /* after matter_set_record() */

struct findings {
	unsigned reached;           /* bits of enum finding */
	uint32_t decided[FINDINGS]; /* for each: operands that decided, known or assumed */
	size_t outcome[FINDINGS];   /* for each: the outcome of the rule, SIZE_MAX for not applicable */
	uint32_t missing;           /* operands that are not known and matter */
};
/* `brief`: where it stays open, no more need be found than that it does: `reached` then holds what does not come to one, and the rest
 * means nothing. */
void findings_search(struct findings *findings, struct matter *matter, bool brief);
/* The one finding that is left, or FINDINGS: there are several. */
enum finding findings_merge(unsigned reached);

/* "label: value, label: value" of the operands, bits, that are known. Caller frees. */
char *describe_values(const struct matter *matter, uint32_t operands, enum language language);
/* The sentence for a finding of the rule. */
void describe_finding(struct bilingual *because, const struct matter *matter, const struct findings *findings,
                      enum finding finding);
void describe_unknown(struct bilingual *because, const struct matter *matter, const struct field_names *missing);
/* Adds to a fail that the exception covers it. */
void describe_exception(struct bilingual *because, const struct matter *matter, size_t exception);

/* --- exceptions --- */

struct cover { /* what exceptions say of a fail */
	enum truth truth;
	size_t exception;           /* where true */
	struct field_names missing; /* where unknown */
};
void cover_release(struct cover *cover);

struct exceptions {
	size_t owner;            /* the register, or SIZE_MAX: the pack has none */
	size_t clauses, subject; /* its fields */
	size_t first;            /* the first of its records */
	size_t count;
	struct exception_state {
		enum truth valid;
		struct field_names missing;
		size_t next; /* the next one for the same subject, or SIZE_MAX */
	} * items;
	size_t *by_record;  /* for each record: the first exception for it alone, or SIZE_MAX */
	struct cover whole; /* what those for the whole section say of fails of the present rule */
};
void exceptions_init(struct exceptions *exceptions, const struct pack *pack, const struct facts *facts,
                     struct date today);
void exceptions_release(struct exceptions *exceptions);
void exceptions_set_rule(struct exceptions *exceptions, const struct pack *pack, const struct facts *facts,
                         const struct rule *rule);
/* Whether a fail of the rule for this record is covered. Release with cover_release(). */
struct cover exceptions_cover(const struct exceptions *exceptions, const struct matter *matter);

#endif
