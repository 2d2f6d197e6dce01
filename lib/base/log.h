/*
 * log: one JSON object per line on stderr (or the file given), written with
 * one write(2).  Never a secret, a phone number, an e-mail or a body.
 */
#ifndef WATCHBILL_BASE_LOG_H
#define WATCHBILL_BASE_LOG_H

#include <stdint.h>

#include "base/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR, LOG__MAX };

struct log_field {
	const char *key;
	const char *text;	/* NULL: number is meant */
	int64_t number;
};

static inline struct log_field
log_text(const char *key, const char *text)
{
	return (struct log_field){ key, text != NULL ? text : "", 0 };
}

/* LOG_TEXT takes NULL for ""; beyond 1 KB the value is cut. */
#define LOG_TEXT(k, v) log_text((k), (v))
#define LOG_INT(k, v) ((struct log_field){ .key = (k), .number = (v) })

/* log_open(program, fd): names the program in each line.  Both names are
 * copied, up to 127 bytes. */
void log_open(const char *program, int fd);
/* log_trace(id): the "trace_id" of every line until changed; NULL: none. */
void log_trace(const char *id);

/*
 * log_event(level, event, fields, n): {"time","level","program","trace_id",
 * "event", ...}.  Invalid UTF-8 becomes U+FFFD, controls \u00XX, a line at
 * most 8 KB (what was cut or left out sets "cut":true): whatever the values,
 * it stays one valid JSON line (AU-04).  Allocates nothing.
 */
void log_event(enum log_level level, const char *event,
    const struct log_field *fields, size_t n);

/* LOG(level, "event", LOG_TEXT(...), LOG_INT(...), ...) */
#define LOG(level, event, ...) \
	log_event((level), (event), (const struct log_field[]){ __VA_ARGS__ }, \
	    sizeof((const struct log_field[]){ __VA_ARGS__ }) / \
	    sizeof(struct log_field))

/* JSON text of a string without quotes, shared with view/json_out: controls
 * (C0, DEL, C1, U+2028/9) as \u00XX, invalid bytes as U+FFFD. */
void log_escape(struct buf *b, struct str s);

#endif
