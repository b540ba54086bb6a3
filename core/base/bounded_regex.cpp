#include "core/base/bounded_regex.h"

#include <QString>

#include <string>

namespace binnacle {

namespace {

// The limit travels inside the pattern: PCRE2 counts steps with and without its JIT. A pattern that
// brings its own can only lower it.
constexpr QStringView kLimit = u"(*LIMIT_MATCH=100000)";

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

BoundedRegex::BoundedRegex(std::string_view pattern)
    : m_regex(kLimit.toString() + toQString(pattern))
{}

Status BoundedRegex::check() const
{
    if (m_regex.isValid())
        return Done{};
    const qsizetype at = m_regex.patternErrorOffset() - kLimit.size() + 1;
    return Error{ErrorCode::InvalidArgument,
        "not a regular expression: " + m_regex.errorString().toStdString() + " at character "
            + std::to_string(at)};
}

bool BoundedRegex::isIn(std::string_view text) const
{
    return m_regex.match(toQString(text)).hasMatch();
}

} // namespace binnacle
