/* figures.h — the levels of the city's figures as data: what is chosen, what the rows are, and where one comes to from a row.
 *
 * Each level is a table of one kind (report/city_table.h); one screen draws them all (view_figures.c). What is chosen is kept by
 * name, so that a level outlives what is collected meanwhile. */
#ifndef TENKEN_TUI_FIGURES_H
#define TENKEN_TUI_FIGURES_H

#include "tenken/app/office_city.h"
#include "tenken/report/city_table.h"

/* --- the city: read once, for all levels that are open --- */

struct figures_city {
	size_t users;
	struct city_input *input; /* NULL: it could not be read anew */
	struct city_counts counts; /* of it, once a list asked for them */
	bool counted;
	uint64_t stamp;           /* office_city_stamp() when it was read */
	unsigned version;         /* another number when it was read anew */
};
/* With one user. NULL on error. */
struct figures_city *figures_city_open(const struct office *office, struct error *err);
struct figures_city *figures_city_use(struct figures_city *city); /* one more user */
void figures_city_leave(struct figures_city *city); /* the last one frees it; NULL is fine */
/* Reads it anew if it has changed by what the office knows since office_reload(). On error there is no input. */
bool figures_city_refresh(struct figures_city *city, const struct office *office, struct error *err);

const struct city_counts *figures_city_counts(struct figures_city *city);

/* --- levels --- */

/* What the rows are: enum city_by, or what was found, which is a list. */
enum figures_by {
	FIGURES_RULES = CITY_BYS, /* that judged records */
	FIGURES_CAUSES,           /* that several units give */
	FIGURES_LOOKS,            /* where to look */
	FIGURES_YEARS,            /* this campaign and those before it */
	FIGURES_FAILS,            /* records that a rule does not pass */
	FIGURES_PLANS,            /* that give a cause */
	FIGURES_BYS
};

struct figures_level {
	/* What is chosen: names and ids; NULL: any. "" of role, chapter and clause: what the standard does not have. Owned. */
	char *bureau, *unit, *role, *chapter, *clause, *question;
	char *rule, *cause; /* of the lists behind them: its id, its text */
	int by;             /* enum city_by or enum figures_by */
	enum city_order order;
};
bool figures_is_list(const struct figures_level *level);
void figures_level_release(struct figures_level *level); /* zeroed is fine */
struct figures_level figures_level_copy(const struct figures_level *level);
/* By their places in the input; false when one of them is no longer there. It borrows from the level. */
bool figures_resolve(const struct figures_level *level, const struct city_input *input, struct city_choice *choice);
/* What the rows may be: those that cut what is chosen further. Returns how many. */
size_t figures_ways(const struct figures_level *level, int ways[FIGURES_BYS]);
const char *figures_way_label(int by); /* 局 課 …, current language */
/* How the rows are ordered at first, and how they may be. */
enum city_order figures_first_order(int by);
size_t figures_orders(int by, enum city_order orders[CITY_ORDERS]);
const char *figures_order_label(enum city_order order);

/* The level that unfolds a row of a table of `level`: the row is chosen, too. False for an answer: behind it is the answer itself.
 * Release it. */
bool figures_unfold(struct figures_level *unfolded, const struct figures_level *level, const struct city_input *input,
                    const struct city_row *row);
/* Names what is chosen, from the widest to the narrowest, each behind " > ". */
void figures_path(struct strbuf *out, const struct figures_level *level, const struct city_input *input);
/* What the row is called, in one line. */
void figures_row_name(struct strbuf *out, enum city_by by, const struct city_input *input, const struct city_row *row);
/* Whose checklist it is; a system by its id. */
void figures_checklist_name(struct strbuf *out, const struct city_input *input, const struct city_answer *answer);
/* The row by what stays the same when all is read anew; caller frees. */
char *figures_row_id(enum city_by by, const struct city_input *input, const struct city_row *row);

/* --- lists of what was found --- */

struct figures_item {
	size_t number; /* units; 0: it is about one, or none */
	char *text;    /* one line */
	char *detail;  /* all of it */
	enum { ITEM_NOTHING, ITEM_LEVEL, ITEM_ANSWER, ITEM_RECORD, ITEM_TEXT } kind; /* what is behind it */
	struct figures_level level;
	char *title, *behind; /* of a text */
	const char *unit, *checklist, *question, *register_id, *record; /* borrowed from the input */
};
struct figures_items {
	struct figures_item *items;
	size_t count;
};
/* figures_years.c: appends the years to the items. */
void figures_list_years(struct figures_items *items, const struct figures_level *level, const struct city_input *input,
                        const struct city_counts *counts);
/* Lists anew, for a level that is a list. */
void figures_list(struct figures_items *items, const struct figures_level *level, struct figures_city *city);
void figures_items_release(struct figures_items *items); /* zeroed is fine */
const char *figures_list_empty(int by); /* in its place */

/* --- figures --- */

enum figures_rate {
	RATE_SUBMISSION, /* 提出率 */
	RATE_ACCEPTANCE, /* 受理率 */
	RATE_FIGURE,     /* those of a tally (core/score.h), in their order */
	RATE_REACH = RATE_FIGURE + FIGURES,
	RATES
};
const char *figures_rate_name(enum figures_rate rate);
/* Appended, with the kanji of the answers (`ascii`: their letters). */
void figures_rate_formula(struct strbuf *out, enum figures_rate rate, bool ascii);
/* "83.3 % (20/24)", `brief`: without the fraction; 到達率 for each of its limits. `questions`: the same choice by question. */
void figures_rate_value(struct strbuf *out, enum figures_rate rate, const struct city_table *table, const struct city_table *questions,
                        bool brief);
/* What stands beside it and is not folded in; often nothing. */
void figures_rate_beside(struct strbuf *out, enum figures_rate rate, const struct tally *tally);
/* As ratio_format(), with a sign of one column for a zero denominator. */
void figures_ratio(struct strbuf *out, struct ratio ratio);
/* "83.3 % (20/24)". */
void figures_fraction(struct strbuf *out, struct ratio ratio);
/* Where the figure is unfolded. */
void figures_rate_unfold(struct figures_level *unfolded, const struct figures_level *level, enum figures_rate rate);

#endif
