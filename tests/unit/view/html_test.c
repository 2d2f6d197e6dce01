/* html: what may stand where, by escape; which addresses are safe. */
#include "../unit.h"

#include "base/arena.h"
#include "view/html.h"

#include "base/banned.h"

static const char *
escaped(void (*escape)(struct buf *, struct str), const char *s)
{
	static char text[256];
	struct buf b;

	buf_fixed(&b, text, sizeof(text));
	escape(&b, str_of(s));
	return text;
}

static void
texts_lose_what_would_be_markup(void **state)
{
	(void)state;
	is_text(escaped(html_text, "a & b <c> \"d\" 'e'"),
	    "a &amp; b &lt;c&gt; \"d\" 'e'");
	is_text(escaped(html_text, "&&"), "&amp;&amp;");
	is_text(escaped(html_text, "plain"), "plain");
	is_text(escaped(html_text, ""), "");
}

static void
attributes_lose_the_double_quote_too(void **state)
{
	(void)state;
	is_text(escaped(html_attribute, "\" onclick=\"x"),
	    "&quot; onclick=&quot;x");
	is_text(escaped(html_attribute, "<&>"), "&lt;&amp;&gt;");
}

static void
segments_are_percent_encoded(void **state)
{
	(void)state;
	is_text(escaped(html_segment, "a/b?c=d&e #%"),
	    "a%2Fb%3Fc%3Dd%26e%20%23%25");
	is_text(escaped(html_segment, "Az09-._~"), "Az09-._~");
	is_text(escaped(html_segment, "\xc3\xa9"), "%C3%A9");
	is_text(escaped(html_segment, ".."), "..");
}

static void
only_known_schemes_and_own_paths_are_safe(void **state)
{
	static const char *const safe[] = { "/", "/shifts", "/a?b=c#d",
	    "https://example.org/", "HTTP://example.org", "tel:+27215550110",
	    "sms:+1", "mailto:a@b.example", "geo:1,2", "#main", "?after=3",
	    NULL };
	static const char *const unsafe[] = { "", "javascript:alert(1)",
	    "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:x",
	    "data:text/html,x", "vbscript:x", "//evil.example", "/\\evil",
	    "\\\\evil", "/\t/evil.example", "https:evil", "https://",
	    "http:", "tel:", "shifts", "ftp://x", "\x01/x", "/a b",
	    "/x\x7f", NULL };
	const char *const *s;

	(void)state;
	for (s = safe; *s != NULL; s++)
		if (!html_url_is_safe(str_of(*s)))
			fail_msg("refused: %s", *s);
	for (s = unsafe; *s != NULL; s++)
		if (html_url_is_safe(str_of(*s)))
			fail_msg("let pass: %s", *s);
}

static void
only_paths_of_this_site_are_own(void **state)
{
	(void)state;
	assert_true(html_url_is_own(STR("/")));
	assert_true(html_url_is_own(STR("/static/x.svg#y")));
	assert_false(html_url_is_own(STR("//evil.example/x.js")));
	assert_false(html_url_is_own(STR("https://evil.example/x.js")));
	assert_false(html_url_is_own(STR("#x")));
	assert_false(html_url_is_own(STR("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_lose_what_would_be_markup),
		cmocka_unit_test(attributes_lose_the_double_quote_too),
		cmocka_unit_test(segments_are_percent_encoded),
		cmocka_unit_test(only_known_schemes_and_own_paths_are_safe),
		cmocka_unit_test(only_paths_of_this_site_are_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
