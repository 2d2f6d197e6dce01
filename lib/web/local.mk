lib_libcore_a_SOURCES += \
	lib/web/answer.c lib/web/answer.h \
	lib/web/cookie.c lib/web/cookie.h \
	lib/web/csrf.c lib/web/csrf.h \
	lib/web/field.c lib/web/field.h \
	lib/web/flash.c lib/web/flash.h \
	lib/web/form.h lib/web/form_read.c lib/web/form_read.h \
	lib/web/form_check.c lib/web/form_check.h \
	lib/web/form_decode.c lib/web/form_find.c \
	lib/web/forms_callbacks.c lib/web/forms_callbacks.h \
	lib/web/forms_people.c lib/web/forms_people.h \
	lib/web/forms_rows.h \
	lib/web/forms_schedules.c lib/web/forms_schedules.h \
	lib/web/forms_shifts.c lib/web/forms_shifts.h \
	lib/web/forms_site.c lib/web/forms_site.h \
	lib/web/gate.c lib/web/gate.h \
	lib/web/incoming.c lib/web/incoming.h \
	lib/web/openapi.c lib/web/openapi.h \
	lib/web/openapi_schema.c lib/web/openapi_schema.h \
	lib/web/page.c lib/web/page.h \
	lib/web/private.h \
	lib/web/problem.c lib/web/problem.h \
	lib/web/program.c lib/web/program.h \
	lib/web/refusals.c lib/web/refusals.h \
	lib/web/request.c lib/web/request.h \
	lib/web/response.c lib/web/response.h \
	lib/web/route.c lib/web/route.h \
	lib/web/route_check.c \
	lib/web/routes.c \
	lib/web/serve.c lib/web/serve.h \
	lib/web/shapes.h \
	lib/web/shapes_callbacks.c lib/web/shapes_people.c \
	lib/web/shapes_schedules.c lib/web/shapes_shifts.c \
	lib/web/shapes_site.c \
	lib/web/views.c lib/web/views.h
