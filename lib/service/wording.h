/*
 * wording: notices in words: the templates of templates/notices/, compiled
 * for every kind and language, and the payload of a row as their data.
 */
#ifndef WATCHBILL_SERVICE_WORDING_H
#define WATCHBILL_SERVICE_WORDING_H

#include "base/status.h"
#include "base/str.h"

struct arena;
struct wording;

/*
 * wording_load(dir, a, ret): dir is templates/.
 *
 * Takes    language_load has been called.
 * Fails    E_INVALID with one line per mistake on stderr.
 * Owns     memory from a, the process's.
 */
MUST_USE enum status wording_load(const char *dir, struct arena *a,
    struct wording **ret);

struct wording_in {
	const char *kind;		/* outbox.kind */
	const char *language;		/* English if we do not have it */
	struct str payload;
	int64_t now;
};
struct notice_text {
	const char *to;			/* the payload's own, or NULL */
	struct str body;
};
/*
 * wording_text(w, in, a, ret): what is to be sent.
 * Fails    E_INVALID, logged: no such kind, the payload is not its data, or
 *          the text grows beyond an SMS of ten parts.
 */
MUST_USE enum status wording_text(const struct wording *w,
    const struct wording_in *in, struct arena *a, struct notice_text *ret);

#endif
