/*
 * config: the table of keys, each with its type, range, default and help, and
 * how a value is checked and put into the struct.  Where values come from is
 * config_load.c's business; the defaults pass the same check.
 */
#include "base/config.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/config_row.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/zone.h"

#include "base/banned.h"

static bool config_is_url(struct str s);
static bool config_is_zone(struct str s);
static bool config_is_language(struct str s);
static bool config_is_country(struct str s);
static bool config_is_digits(struct str s);
static bool config_is_provider(struct str s);
static bool config_is_failure(struct str s);

#define KEY(s, k) \
	.section = #s, .key = #k, .offset = offsetof(struct config, s.k)

static const struct config_row config_table[] = {
	{ KEY(site, name), CONFIG_TEXT, RULE_SET, .min = 1, .max = 60,
	  .fallback = "Watchbill",
	  .help = "the name of the watch, on every page and in every notice" },
	{ KEY(site, url), CONFIG_TEXT, RULE_OWN, .min = 9, .max = 200,
	  .fallback = "https://localhost:8443", .is_good = config_is_url,
	  .must = "https://host or https://host:port, in lower case, with no "
	      "slash at the end and without :443",
	  .help = "the public address; links, cookies and signatures use it" },
	{ KEY(site, zone), CONFIG_TEXT, RULE_SET, .min = 1, .max = 60,
	  .fallback = "Africa/Johannesburg", .is_good = config_is_zone,
	  .must = "a time zone's name in tzdata, such as Europe/London",
	  .help = "the watch's own time zone" },
	{ KEY(site, language), CONFIG_TEXT, RULE_NONE, .min = 2, .max = 6,
	  .fallback = "en", .is_good = config_is_language,
	  .must = "a language's code, such as en or pt-BR",
	  .help = "for whoever has chosen none" },
	{ KEY(site, country), CONFIG_TEXT, RULE_SET, .min = 2, .max = 2,
	  .fallback = "ZA", .is_good = config_is_country,
	  .must = "two capital letters of ISO 3166, such as GB",
	  .help = "how a phone number without a country code is read" },
	{ KEY(site, emergency), CONFIG_TEXT, RULE_NONE, .min = 2, .max = 15,
	  .fallback = "112", .is_good = config_is_digits,
	  .must = "a number of digits only",
	  .help = "the number to ring in danger, shown to the public" },

	{ KEY(server, production), CONFIG_BOOL, RULE_NONE, .fallback = "no",
	  .help = "refuse development defaults and all that is for tests" },
	{ KEY(server, dir), CONFIG_TEXT, RULE_SET, .min = 1, .max = 200,
	  .fallback = "var",
	  .help = "the instance's directory: keys, database, sockets" },

	{ KEY(rota, horizon_days), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 400, .fallback = "90",
	  .help = "how many days ahead a schedule's shifts are laid down" },
	{ KEY(rota, free_cancel_min), CONFIG_NUMBER, RULE_NONE, .max = 10080,
	  .fallback = "120",
	  .help = "minutes before its start until which a booking can be "
	      "cancelled freely" },

	{ KEY(login, session_days), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 365, .fallback = "30", .help = "how long a sign-in lasts" },
	{ KEY(login, code_s), CONFIG_NUMBER, RULE_NONE, .min = 30, .max = 900,
	  .fallback = "300", .help = "how long a one-time code lives" },

	{ KEY(limits, codes_per_hour), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 1000000, .fallback = "10",
	  .help = "one-time codes asked for from one address" },
	{ KEY(limits, codes_per_number), CONFIG_NUMBER, RULE_NONE, .min = 8,
	  .max = 1000000, .fallback = "10",
	  .help = "one-time codes sent to one number in an hour and not used" },
	{ KEY(limits, callbacks_per_min), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 1000000, .fallback = "5",
	  .help = "callback requests from one address" },
	{ KEY(limits, applies_per_hour), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 1000000, .fallback = "10",
	  .help = "applications to join from one address" },
	{ KEY(limits, reads_per_min), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 1000000, .fallback = "600",
	  .help = "pages looked at, by one person or from one address" },
	{ KEY(limits, writes_per_min), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 1000000, .fallback = "60",
	  .help = "changes made, by one person or from one address" },

	{ KEY(callbacks, promise_min), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 10080, .fallback = "120",
	  .help = "minutes within which we promise to ring" },
	{ KEY(callbacks, keep_days), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 3650, .fallback = "30",
	  .help = "how long an ended request is kept" },

	{ KEY(sms, provider), CONFIG_TEXT, RULE_OWN, .min = 1, .max = 20,
	  .fallback = "file", .is_good = config_is_provider,
	  .must = "file",
	  .help = "who sends text messages; file: outbox/sms.jsonl in dir, "
	      "for development" },
	{ KEY(sms, max_attempts), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 50, .fallback = "8",
	  .help = "tries before a message is given up as dead" },
	{ KEY(sms, backoff_s), CONFIG_NUMBER, RULE_NONE, .min = 1,
	  .max = 3600, .fallback = "30",
	  .help = "the pause after the first failure; doubles, with jitter" },
	{ KEY(sms, fail), CONFIG_TEXT, RULE_EMPTY, .max = 20, .fallback = "",
	  .is_good = config_is_failure,
	  .must = "empty, temporary or permanent",
	  .help = "how provider file fails, for tests" },

	{ KEY(test, clock_offset_file), CONFIG_TEXT, RULE_EMPTY, .max = 200,
	  .fallback = "",
	  .help = "a file with the seconds by which the clock is moved" },
};

const struct config_row *
config_rows(size_t *ret_n)
{
	*ret_n = sizeof(config_table) / sizeof(config_table[0]);
	return config_table;
}

static bool
config_all(struct str s, const char *allowed)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (strchr(allowed, s.p[i]) == NULL)
			return false;
	return s.n > 0;
}

static bool
config_is_digits(struct str s)
{
	return config_all(s, "0123456789");
}

/*
 * Browsers write an origin in lower case and leave the default port out: so do
 * we, since origins are compared as text.
 */
static bool
config_is_url(struct str s)
{
	static const char https[] = "https://";
	struct str host, port;
	int64_t n;

	if (!str_starts(s, https))
		return false;
	s.p += sizeof(https) - 1;
	s.n -= sizeof(https) - 1;
	port = str_cut(s, ':', &host);
	if (!config_all(host, "abcdefghijklmnopqrstuvwxyz0123456789.-"))
		return false;
	return port.p == NULL || (num_parse(port, 1, 65535, &n) && n != 443);
}

static bool
config_is_zone(struct str s)
{
	const struct zone *z;

	return zone_find(s, &z) == OK;
}

static bool
config_is_language(struct str s)
{
	struct str code, region;

	region = str_cut(s, '-', &code);
	if (code.n < 2 || code.n > 3 ||
	    !config_all(code, "abcdefghijklmnopqrstuvwxyz"))
		return false;
	return region.p == NULL || config_is_country(region);
}

static bool
config_is_country(struct str s)
{
	return s.n == 2 && config_all(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

static bool
config_is_provider(struct str s)
{
	return str_is(s, "file");
}

static bool
config_is_failure(struct str s)
{
	return s.n == 0 || str_is(s, "temporary") || str_is(s, "permanent");
}

void
config_row_must(const struct config_row *row, struct buf *b)
{
	if (row->must != NULL)
		buf_cstr(b, row->must);
	else if (row->type == CONFIG_NUMBER)
		buf_printf(b, "a number from %lld to %lld",
		    (long long)row->min, (long long)row->max);
	else if (row->type == CONFIG_BOOL)
		BUF_LIT(b, "yes or no");
	else
		buf_printf(b, "a line of %lld to %lld characters",
		    (long long)row->min, (long long)row->max);
}

static bool
config_store_bool(struct str s, bool *ret)
{
	static const struct { const char *text; bool truth; } words[] = {
		{ "yes", true }, { "no", false }, { "true", true },
		{ "false", false }, { "1", true }, { "0", false },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_is(s, words[i].text)) {
			*ret = words[i].truth;
			return true;
		}
	return false;
}

static bool
config_store_text(const struct config_row *row, struct str s,
    struct arena *a, const char **ret)
{
	size_t n = s.n;

	if (!utf8_is_line(s))
		return false;
	n = utf8_length(s);
	if (n < (size_t)row->min || n > (size_t)row->max ||
	    (row->is_good != NULL && !row->is_good(s)))
		return false;
	*ret = str_copy(a, s);
	return true;
}

bool
config_row_store(const struct config_row *row, struct str s, struct arena *a,
    struct config *ret)
{
	void *at = (char *)ret + row->offset;

	switch (row->type) {
	case CONFIG_TEXT:
		return config_store_text(row, s, a, at);
	case CONFIG_NUMBER:
		return num_parse(s, row->min, row->max, at);
	case CONFIG_BOOL:
		return config_store_bool(s, at);
	case CONFIG_TYPE__MAX:
		break;
	}
	return false;
}

void
config_describe(void (*line)(const char *text, void *arg), void *arg)
{
	static const char *const types[] = { "text", "number", "yes/no" };
	static const char *const rules[] = { "", "to be set in production",
		"no default in production", "not in production" };
	const struct config_row *row;
	char text[1024];
	struct buf b;
	size_t i;

	for (i = 0; i < sizeof(config_table) / sizeof(config_table[0]); i++) {
		row = &config_table[i];
		buf_fixed(&b, text, sizeof(text));
		buf_printf(&b, "%s.%s\t%s\t", row->section, row->key,
		    types[row->type]);
		config_row_must(row, &b);
		buf_printf(&b, "\t%s\t%s\t%s", row->fallback,
		    rules[row->production], row->help);
		line(text, arg);
	}
}
