/*
 * template_op: what a compiled template is: a flat list of operations that
 * run from the first to OP_END, jumping forward over what does not stand and
 * back to the head of a loop.
 *
 *   0 LITERAL "<ul>"
 *   1 EACH data.items, var 0, to 5 -----.
 *   2 LITERAL "<li>"         <--.       |
 *   3 VALUE   var 0 .name       |       |
 *   4 NEXT    var 0, to 2 ------'       |
 *   5 LITERAL "</ul>"        <----------'
 *   6 END
 */
#ifndef WATCHBILL_VIEW_TEMPLATE_OP_H
#define WATCHBILL_VIEW_TEMPLATE_OP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct calendar;

enum op_kind {
	OP_END = 0,
	OP_LITERAL,	/* text */
	OP_VALUE,	/* text, the value, after; nothing if it is null */
	OP_IF,		/* if the place is not true (not the word text): to */
	OP_JUMP,	/* to */
	OP_EACH,	/* var: the first item of place; none: to */
	OP_NEXT,	/* var: the next item, to; none: on */
	OP_WITH,	/* var: the place */
	OP_PLURAL,	/* to form->to[...] by the number at place */
	OP_SPACE,	/* notices: a space, but for a second or first one */
	OP_BREAK,	/* notices: a new line */
	OP__MAX
};

enum escape { ESCAPE_NONE, ESCAPE_TEXT, ESCAPE_ATTRIBUTE, ESCAPE_URL,
	ESCAPE_OWN_URL, ESCAPE_SEGMENT, ESCAPE__MAX };

enum format { FORMAT_NONE = 0, FORMAT_TIME, FORMAT_ISO, FORMAT_DATE,
	FORMAT_LONGDATE, FORMAT_FULLDATE, FORMAT_ISODATE, FORMAT_DAY,
	FORMAT_BESIDE, FORMAT_ROWDAY, FORMAT_INDAY, FORMAT_BRIEFDAY,
	FORMAT_LONGDAY, FORMAT_DATED,
	FORMAT_IN, FORMAT_AGO, FORMAT_LENGTH, FORMAT_MINUTES, FORMAT_INITIALS,
	FORMAT_NUMBER, FORMAT_WORD, FORMAT_WEEKDAY, FORMAT_MONTHDAY,
	FORMAT__MAX };

#define TEMPLATE_VARS 16	/* names alive at once */
#define TEMPLATE_STEPS 8	/* parts of a path */
#define PLURAL_NUMBERS 200	/* 200 and more repeat 100..199 */
#define PLURAL_FORMS 6		/* no language has more */

enum { ROOT_DATA, ROOT_PAGE, ROOT_VAR, ROOT__MAX = ROOT_VAR + TEMPLATE_VARS };

/* One part of a path; last and at say where it stood in the map before this
 * one, which is nearly always where it stands in this one.  Not so in a map
 * that no shape describes: its keys are what somebody sent, and the memory of
 * one request's names holds others in the next. */
struct step {
	const char *key;
	const char *last;
	uint32_t at;
	bool sent;
};

struct place {
	uint8_t root;			/* ROOT_... */
	uint8_t n;
	struct step step[];
};

#define PLACE_BYTES(n) (sizeof(struct place) + (n) * sizeof(struct step))

struct plural {
	uint8_t form[PLURAL_NUMBERS];
	uint32_t to[PLURAL_FORMS];
};

struct word {
	const char *word;		/* NULL ends */
	const char *text;
};

struct op {
	uint8_t kind, escape, format, var;
	bool negated;			/* IF: stands if it is not so */
	bool has_word;			/* IF: compares with text */
	bool skips_empty;		/* VALUE: nothing if it is empty */
	uint32_t to;
	struct place *place;
	struct place *other;		/* IF: compares with what is there */
	struct str text, after;
	const struct plural *plural;
	const struct word *word;	/* VALUE: FORMAT_WORD's */
};

struct template {
	const struct op *op;
	const struct calendar *calendar;	/* NULL: no value needs it */
	bool notice;
};

#endif
