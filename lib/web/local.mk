lib_libcore_a_SOURCES += \
	lib/web/form.h \
	lib/web/forms.c lib/web/forms.h \
	lib/web/request.h \
	lib/web/route.h \
	lib/web/routes.c \
	lib/web/serve.h \
	lib/web/shapes.c lib/web/shapes.h \
	lib/web/shapes_rota.c
