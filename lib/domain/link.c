/*
 * link: the few addresses that notices carry.  With an empty site_url they
 * are paths, which is how the test compares them with the route table.
 */
#include "domain/link.h"

#include <inttypes.h>

#include "base/str.h"

#include "base/banned.h"

static const char *
link_at(struct arena *a, const char *site_url, const char *path,
    const char *name)
{
	struct str site = str_of(site_url);

	/* "https://watch.example/" and without the slash mean the same. */
	if (site.n > 0 && site.p[site.n - 1] == '/')
		site.n--;
	return str_printf(a, "%.*s%s%s", (int)site.n, site.n ? site.p : "",
	    path, name);
}

const char *
link_home(struct arena *a, const char *site_url)
{
	return link_at(a, site_url, "/", "");
}

const char *
link_shift(struct arena *a, const char *site_url, int64_t shift)
{
	return link_at(a, site_url, "/shifts/",
	    str_printf(a, "%" PRId64, shift));
}

const char *
link_mine(struct arena *a, const char *site_url)
{
	return link_at(a, site_url, "/shifts/mine", "");
}

const char *
link_shifts(struct arena *a, const char *site_url)
{
	return link_at(a, site_url, "/shifts", "");
}

const char *
link_callback(struct arena *a, const char *site_url, const char *reference)
{
	return link_at(a, site_url, "/callback/", reference);
}

const char *
link_welcome(struct arena *a, const char *site_url, const char *token)
{
	return link_at(a, site_url, "/welcome/", token);
}
