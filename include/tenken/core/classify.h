/* classify.h — the classes of information: the questions that lead to them, and what handling they demand.
 *
 * They are data, classification.json, held here once they are read (pack.h). Information has a class on each *axis*
 * (confidentiality, integrity, availability); an axis has *levels* from the highest to the lowest. A level is reached when
 * one of its questions is answered yes; the lowest has none, it is what remains. Answers are three-valued: as long as a
 * question of a higher level is open, the class is not known, and the result says between which levels it lies and which
 * questions would settle it. Nothing here is decided by what nobody said. */
#ifndef TENKEN_CORE_CLASSIFY_H
#define TENKEN_CORE_CLASSIFY_H

#include "tenken/base/i18n.h"
#include "tenken/core/condition.h"
#include "tenken/core/pack.h"

struct class_question {
	char *id; /* unique in the classification */
	struct bilingual text;
	struct bilingual hint;
	size_t *clauses; /* indices in the pack's clauses */
	size_t clauses_count;
};

struct class_level {
	char *id;
	struct bilingual title;
	struct bilingual summary;
	size_t *clauses;
	size_t clauses_count;
	size_t questions, questions_count; /* the first of its questions in the classification, and how many */
};

struct class_axis {
	char *id;
	struct bilingual title;
	struct class_level *levels; /* from the highest (0) to the lowest; at least two */
	size_t levels_count;
};

/* What a handling is about: a stage in the life of information, or a means. */
enum handling_topic {
	TOPIC_SCOPE,
	TOPIC_MANAGING,
	TOPIC_CREATING,
	TOPIC_RECEIVING,
	TOPIC_LABELLING,
	TOPIC_USING,
	TOPIC_ACCESS,
	TOPIC_PERMISSION,
	TOPIC_ENCRYPTION,
	TOPIC_STORAGE,
	TOPIC_CONTINUITY,
	TOPIC_CARRYING,
	TOPIC_PROVIDING,
	TOPIC_PUBLISHING,
	TOPIC_CLOUD,
	TOPIC_SYSTEMS,
	TOPIC_DISPOSAL,
	TOPICS
};
const char *handling_topic_code(enum handling_topic topic);  /* "scope", "managing", … */
const char *handling_topic_label(enum handling_topic topic); /* in the current language */

/* "This level of this axis, or a higher one." */
struct class_threshold {
	size_t axis, level;
};

struct handling {
	char *id;
	enum handling_topic topic;
	struct class_threshold *thresholds; /* it applies where any of them is reached */
	size_t thresholds_count;
	bool only_lowest; /* and only where every axis is at its lowest level */
	struct bilingual text;
	struct bilingual *items; /* a list behind the text */
	size_t items_count;
	size_t *clauses;
	size_t clauses_count;
};

enum { CLASS_AXES_MAX = 8, CLASS_LEVELS_MAX = 32, CLASS_QUESTIONS_MAX = 64, HANDLINGS_MAX = 256 };

struct classification {
	struct class_axis *axes; /* at most CLASS_AXES_MAX */
	size_t axes_count;
	struct class_question *questions; /* of all axes and levels, in the order written */
	size_t questions_count;
	struct handling *handlings;
	size_t handlings_count;
};
void classification_free(struct classification *classification); /* NULL is fine */

/* Indices, or SIZE_MAX. */
size_t classification_find_axis(const struct classification *classification, const char *id);
size_t classification_find_question(const struct classification *classification, const char *id);
size_t class_axis_find_level(const struct class_axis *axis, const char *id);

/* The question of this id, or SIZE_MAX with ERROR_USAGE and a near id. */
size_t classification_require_question(const struct classification *classification, const char *id, struct error *err);
/* Whether the id names something that information may contain and that leads to no class: a value of a multi field of the
 * register `asset` in which other values are questions (public personal information). */
bool classification_is_neutral(const struct pack *pack, const char *id);

/* The class on one axis. */
struct class_result {
	bool known;
	size_t level;   /* known: the level. Else the lowest that it may be, */
	size_t ceiling; /* and the highest */
	/* Known: the questions that led to the level (none at the lowest). Else those that are open, each of which would lead
	 * higher. Indices in the classification's questions; owned. */
	size_t *because;
	size_t because_count;
};
/* Classifies by `answers`, one for each of the classification's questions. Fills `result`: release it. */
void classify_axis(struct class_result *result, const struct classification *classification, size_t axis,
                   const enum truth *answers);
void class_result_release(struct class_result *result); /* zeroed is fine */

/* Whether the handling applies, by the results of all axes (in their order). Unknown: it depends on what is open. */
enum truth classify_handling(const struct classification *classification, size_t handling,
                             const struct class_result *results);

#endif
