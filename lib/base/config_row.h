/*
 * config_row: one key of the configuration, between config.c, which has the
 * table of them, and config_load.c, which walks it.  Nobody else's.
 */
#ifndef WATCHBILL_BASE_CONFIG_ROW_H
#define WATCHBILL_BASE_CONFIG_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct config;

enum config_type { CONFIG_TEXT, CONFIG_NUMBER, CONFIG_BOOL, CONFIG_TYPE__MAX };

/* What production wants of a key. */
enum config_rule {
	RULE_NONE,
	RULE_SET,		/* the operator has to say it */
	RULE_OWN,		/* and it is not the development default */
	RULE_EMPTY,		/* it stays unset: for tests only */
	RULE__MAX
};

struct config_row {
	const char *section, *key;
	size_t offset;			/* in struct config */
	enum config_type type;
	enum config_rule production;
	int64_t min, max;		/* of a number; of a text's length */
	const char *fallback;
	bool (*is_good)(struct str);	/* a text's own rule, */
	const char *must;		/* in words */
	const char *help;
};

/* The table, by section; *ret_n rows. */
const struct config_row *config_rows(size_t *ret_n);
/* What a value must be, in words: "section.key must be ...". */
void config_row_must(const struct config_row *row, struct buf *b);
/* Checks s and puts it into its place; text is copied into a. */
bool config_row_store(const struct config_row *row, struct str s,
    struct arena *a, struct config *ret);

#endif
