/*
 * language: every text a person sees, through gettext.  English is in the
 * code; the others are compiled from po/ into DIR/LL/LC_MESSAGES/watchbill.mo.
 */
#ifndef WATCHBILL_VIEW_LANGUAGE_H
#define WATCHBILL_VIEW_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

struct arena;

/* Marks a message for the extracting script; gives it unchanged. */
#define N_(msgid) msgid

struct language {
	const char *code;	/* "en", "af": BCP 47 */
	const char *dir;	/* "ltr", "rtl" */
	const char *name;	/* in itself: "English", "Afrikaans" */
	const char *group;	/* between thousands: a no-break space */
};

/*
 * language_load(dir): makes every language known.
 *
 * Fails    E_FAULT, logged: a catalogue is missing, unreadable or not of its
 *          language; English alone then stays.
 */
MUST_USE enum status language_load(const char *dir);
/* [0] is English; it stands alone until language_load. */
const struct language *language_list(size_t *ret_n);
/* By code; NULL if we do not have it. */
const struct language *language_find(struct str code);
/* The best for a person's choice (or NULL), an Accept-Language value (or empty)
 * and the site's default. */
const struct language *language_pick(const char *chosen, struct str accept,
    const char *site_default);

/* The text of a message; the msgid itself where it has none. */
const char *language_text(const struct language *l, const char *msgid);
const char *language_plural(const struct language *l, const char *msgid,
    const char *plural, int64_t n);

struct named {
	const char *name, *value;
};
/* A message whose {name}s are replaced by values; an unknown name stays. */
const char *language_format(const struct language *l, const char *msgid,
    const struct named *values, size_t n, struct arena *a);

/*
 * language_same_names(msgid, text): whether a translation holds the {names}
 * of its message, each as often.  language_known_names(text, msgid, plural):
 * whether it holds no other than those of the two; a singular may say "one".
 */
bool language_same_names(const char *msgid, const char *text);
bool language_known_names(const char *text, const char *msgid,
    const char *plural);

#endif
