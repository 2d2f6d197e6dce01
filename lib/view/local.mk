lib_libcore_a_SOURCES += \
	lib/view/html.h \
	lib/view/json_out.c lib/view/json_out.h \
	lib/view/language.h \
	lib/view/model.c lib/view/model.h \
	lib/view/shape.c lib/view/shape.h \
	lib/view/template.h
