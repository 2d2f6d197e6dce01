/*
 * views: what the template compiler asks is answered from the tables; a file
 * under static/ gets the first bytes of its digest as its version, so that a
 * browser may keep it for ever.
 */
#include "web/views.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/num.h"
#include "domain/digest.h"
#include "web/page.h"
#include "web/shapes.h"

#include "base/banned.h"

#define VIEWS_ASSETS 32
#define VIEWS_ASSET_MAX (1024 * 1024)
#define VIEWS_VERSION_BYTES 6

/* The compiler's look-ups take no context: this is theirs, at start-up. */
static struct {
	struct arena *a;
	const char *data_dir;
	struct {
		const char *path, *address;
	} asset[VIEWS_ASSETS];
	size_t assets;
} views;

static const struct route *
views_route(const char *name)
{
	enum route_id id = route_by_name(name);

	return id == R_NONE ? NULL : &routes[id];
}

static const char *
views_route_path(const char *name)
{
	const struct route *r = views_route(name);

	return r == NULL || r->surface == SURFACE_API ? NULL : r->path;
}

static bool
views_path_is_known(const char *path)
{
	struct route_match m;

	return route_find(M_GET, str_of(path), SURFACE_PAGE, &m) == OK;
}

static const struct control *
views_control(const char *route, const char *field)
{
	const struct route *r = views_route(route);

	return r == NULL ? NULL : form_control(r->form, field, views.a);
}

static bool
views_digest_file(FILE *f, uint8_t ret[DIGEST_BYTES])
{
	struct stat st;
	struct arena *a;
	char *room;
	size_t n;

	if (fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_size <= 0 || st.st_size > VIEWS_ASSET_MAX)
		return false;
	n = (size_t)st.st_size;
	a = arena_new(n + VIEWS_ASSET_MAX);
	room = arena_alloc(a, n);
	n = fread(room, 1, n, f);
	digest_plain((struct str){ room, n }, ret);
	arena_free(a);
	return n == (size_t)st.st_size;
}

/* The digest of a file, or false: there is none, or it is no file of ours. */
static bool
views_digest(const char *path, uint8_t ret[DIGEST_BYTES])
{
	FILE *f = fopen(path, "rb");
	bool fine;

	if (f == NULL)
		return false;
	fine = views_digest_file(f, ret);
	(void)fclose(f);
	return fine;
}

static const char *
views_asset_address(const char *path)
{
	uint8_t digest[DIGEST_BYTES];
	char version[VIEWS_VERSION_BYTES * 2 + 1];
	struct buf b;

	if (strstr(path, "..") != NULL || !views_digest(str_printf(views.a,
	    "%s%s", views.data_dir, path), digest))
		return NULL;
	buf_fixed(&b, version, sizeof(version));
	num_hex(&b, digest, VIEWS_VERSION_BYTES);
	return str_printf(views.a, "%s?v=%s", path, version);
}

/* Every page names the same few files. */
static const char *
views_asset(const char *path)
{
	size_t i;

	for (i = 0; i < views.assets; i++)
		if (strcmp(views.asset[i].path, path) == 0)
			return views.asset[i].address;
	assert(i < VIEWS_ASSETS);
	views.asset[i].path = arena_dup(views.a, path, strlen(path));
	views.asset[i].address = views_asset_address(path);
	views.assets++;
	return views.asset[i].address;
}

static enum status
views_compile_one(struct program_run *p, const char *name,
    const struct shape *data, const struct template **ret)
{
	const struct template_env env = {
		.dir = str_printf(p->arena, "%s/templates", p->data_dir),
		.page = &shape_page,
		.route_path = views_route_path,
		.path_is_known = views_path_is_known,
		.asset = views_asset,
		.control = views_control,
	};
	struct template_in in = { .name = name, .data = data };
	const struct language *l;
	enum status s = OK;
	size_t n, i;

	l = language_list(&n);
	assert(n <= LANGUAGES_MAX);
	for (i = 0; s == OK && i < n; i++) {
		in.language = &l[i];
		s = template_compile(&env, &in, p->arena, &ret[i]);
	}
	return s;
}

enum status
views_compile(struct program_run *p)
{
	const struct route *r;
	enum status s, worst;

	views.a = p->arena;
	views.data_dir = p->data_dir;
	views.assets = 0;
	worst = views_compile_one(p, "error", &shape_error, p->error);
	for (r = &routes[R_NONE + 1]; r < &routes[ROUTE__MAX]; r++) {
		if (r->program != p->in->program || r->view == NULL)
			continue;
		s = views_compile_one(p, r->view, r->reply,
		    p->view[route_id_of(r)]);
		if (s != OK)
			worst = s;
	}
	return worst;
}
