#pragma once

#include "core/query/filter_error.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

// Something between the brackets of a stage.
struct Argument
{
    std::size_t offset = 0;
    std::size_t length = 0; // as written
    std::string text;       // unquoted
    bool isQuoted = false;

    std::size_t end() const { return offset + length; }
};

// What an error can say besides its sentence.
struct ErrorHints
{
    std::vector<std::string> expected{};
    std::string suggestion{};
    bool mayGrow = false; // the argument could become right, when the text ends with it
};

// A cursor over the text of a query: names, brackets, arguments. The first error wins and is kept;
// every function that gives bool gives false then. Keeps a view of the text. Not thread-safe.
class QueryReader
{
public:
    explicit QueryReader(std::string_view text);

    std::string_view text() const { return m_text; }
    std::size_t position() const { return m_at; }
    void moveTo(std::size_t position) { m_at = position; }
    bool isAtEnd(); // but for white space

    // The next byte that is not white space, 0 at the end; and past it, if it is `c`.
    char peek();
    bool take(char c);
    bool expect(char c, std::vector<std::string> expected = {});

    Argument identifier(); // empty where there is none
    bool readQuoted(Argument &argument);
    // Up to the closing bracket, which stays. Words side by side are one argument ("name desc"),
    // so are brackets within ("avg(cpu)").
    bool readArguments(std::vector<Argument> &arguments);

    // Always false. At the end of the text an error is one of a text that is not finished.
    bool fail(std::size_t offset, std::size_t length, std::string message, ErrorHints hints = {});
    bool fail(const Argument &argument, std::string message, ErrorHints hints = {});
    bool fail(FilterError error);
    FilterError takeError();

private:
    void readWord(Argument &argument);

    std::string_view m_text;
    std::size_t m_at = 0;
    std::optional<FilterError> m_error;
};

} // namespace binnacle::query
