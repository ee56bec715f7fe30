/* expression.h — what rules and forms ask of a record.
 *
 * An expression is true, false or unknown, like a condition (condition.h), but it asks typed values: of the record itself,
 * of a record that it refers to, of the records that refer to it, and of settings. Each different thing that it reads is an
 * *operand*, listed once, so that "unknown" can be answered by trying what the operand may be. An expression is evaluated
 * against *slots*, one an operand, that hold what is known or assumed. checklists/README.md describes how it is written. */
#ifndef TENKEN_CORE_EXPRESSION_H
#define TENKEN_CORE_EXPRESSION_H

#include "tenken/core/condition.h"
#include "tenken/core/value.h"

enum operand_kind {
	OPERAND_FIELD,   /* a field of the record, or of the one it refers to */
	OPERAND_SETTING, /* a period; its value is the day that lies so far back */
	OPERAND_LINKED,  /* bool: whether a record of a register joins this one with a certain value at its other end */
	OPERAND_COVERS,  /* bool: whether a field is no lower than that of every record that refers here */
	OPERAND_REFERRED, /* bool: whether a record refers here */
};
struct operand {
	enum operand_kind kind;
	size_t ref; /* FIELD: the field that leads to the other record, or SIZE_MAX. COVERS, REFERRED: that leads here */
	size_t owner;    /* the register that `field` belongs to */
	size_t field;    /* FIELD, COVERS; LINKED: of the other end, in the register `owner` */
	size_t from;     /* LINKED: the field at the near end */
	uint32_t values; /* LINKED: those that are looked for */
	size_t setting;  /* SETTING: index in the pack's settings */
};
enum { OPERANDS_MAX = 32 };
struct operands {
	struct operand *items; /* owned */
	size_t count; /* at most OPERANDS_MAX */
};

enum expression_kind {
	EXPRESSION_ALL,
	EXPRESSION_ANY,
	EXPRESSION_NOT,
	EXPRESSION_IS,        /* bool, choice: one of `values` (bit 0 and 1: false and true) */
	EXPRESSION_HAS,       /* multi: all of `values` */
	EXPRESSION_HAS_ANY,   /* multi: one of them */
	EXPRESSION_COUNT,     /* multi: at least `number` */
	EXPRESSION_AT_LEAST,  /* int */
	EXPRESSION_GIVEN,     /* text: not blank */
	EXPRESSION_IN_DOMAIN, /* text: a host or address in the domain `text` */
	EXPRESSION_SAME_AS,   /* text: not blank and the same as `other` */
	EXPRESSION_SET,       /* date: it has happened */
	EXPRESSION_NONE,      /* date: known not to have happened */
	EXPRESSION_WITHIN,    /* date: in the period up to today, both ends in */
	EXPRESSION_OLDER,     /* date: before that period */
	EXPRESSION_NOT_AFTER, /* date: on or before that of `other`; false when either has not happened */
	EXPRESSION_BEFORE,    /* date: before that of `other`, or today; likewise */
	EXPRESSION_HOLDS,     /* LINKED, COVERS, REFERRED */
};
struct expression {
	enum expression_kind kind;
	size_t operand;
	size_t other; /* operand, or SIZE_MAX */
	uint32_t values;
	int64_t number;
	char *text;           /* owned */
	struct period period; /* WITHIN, OLDER where `other` is SIZE_MAX */
	struct expression *parts;
	size_t parts_count;
};
/* Frees what it owns, not `expression` itself. Zeroed is fine. */
void expression_release(struct expression *expression);

/* What is known or assumed of an operand. */
struct slot {
	const struct value *value;    /* NULL: nothing; a multi may be known in part */
	uint32_t members, members_in; /* multi: which members are known, and which of them are in */
};

/* NULL (no expression) is true. `today`: the day of evaluation. */
enum truth expression_evaluate(const struct expression *expression, const struct slot *slots, struct date today);

/* The operands that brought the outcome about, each part that has the outcome of the whole counting: bits in order of the
 * operands. NULL: none. */
uint32_t expression_explain(const struct expression *expression, const struct slot *slots, struct date today);

/* The operands that leave the outcome open: bits; 0 when it is not open. For a multi the members that are asked for and not
 * known are added to `members[operand]`. */
uint32_t expression_open(const struct expression *expression, const struct slot *slots, struct date today,
                         uint32_t members[OPERANDS_MAX]);

/* An expression with what it reads: the `when` of a field in a form. */
struct formula {
	struct operands operands;
	struct expression expression;
};

#endif
