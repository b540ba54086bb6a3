# Every target of the project is made by one of the functions below, so language level, warnings
# and Qt hardening are set in exactly one place.

# Quicker builds where the tools are there; nothing depends on them.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_link_options(-fuse-ld=mold)
endif()

add_library(binnacle_build_flags INTERFACE)
target_compile_features(binnacle_build_flags INTERFACE cxx_std_20)
target_compile_options(binnacle_build_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual
    -Wno-missing-field-initializers) # designated initialisers may omit defaults
target_compile_definitions(binnacle_build_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)

# binnacle_add_library(<name> SOURCES ... [DEPENDS ...] [PRIVATE_DEPENDS ...])
# Makes the static library binnacle_<name>, alias binnacle::<name>. Headers are included by their
# path from the repository root: #include "core/query/parser.h".
function(binnacle_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS")
    add_library(binnacle_${name} STATIC ${arg_SOURCES})
    add_library(binnacle::${name} ALIAS binnacle_${name})
    target_include_directories(binnacle_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(binnacle_${name}
        PUBLIC binnacle_build_flags ${arg_DEPENDS}
        PRIVATE ${arg_PRIVATE_DEPENDS})
endfunction()

# binnacle_add_test(<tst_name> LABELS <label>... [DEPENDS ...] [TIMEOUT <seconds>])
# One Qt Test executable per file. Tests run on the offscreen platform in UTC; the corpus of real
# inputs is found through BINNACLE_CORPUS, see tests/support/corpus.h.
function(binnacle_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "LABELS;DEPENDS")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${name}.cpp)
    target_link_libraries(${name} PRIVATE binnacle_build_flags Qt6::Test binnacle::testkit
        ${arg_DEPENDS})
    target_compile_definitions(${name} PRIVATE BINNACLE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        LABELS "${arg_LABELS}"
        TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC")
endfunction()

# binnacle_add_fuzzer(<fuzz_name> [DEPENDS ...]) — libFuzzer, needs clang and the `fuzz` preset.
function(binnacle_add_fuzzer name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS")
    add_executable(${name} ${name}.cpp)
    target_link_libraries(${name} PRIVATE binnacle_build_flags ${arg_DEPENDS})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endfunction()
