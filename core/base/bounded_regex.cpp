#include "core/base/bounded_regex.h"

#include <QString>

#include <algorithm>
#include <deque>
#include <iterator>
#include <mutex>
#include <utility>

namespace binnacle {

namespace {

// The limit travels inside the pattern: PCRE2 counts steps with and without its JIT. A pattern that
// brings its own can only lower it.
constexpr QStringView kLimit = u"(*LIMIT_MATCH=100000)";

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

struct Kept
{
    std::string pattern;
    std::shared_ptr<const BoundedRegex> regex;
};

// Asked for last comes last. A compiled pattern is at most some hundred kilobytes.
struct KeptRegexes
{
    static constexpr std::size_t kMost = 32;
    std::mutex mutex;
    std::deque<Kept> all;

    std::shared_ptr<const BoundedRegex> find(std::string_view pattern) // under the mutex
    {
        const auto found = std::ranges::find(all, pattern, &Kept::pattern);
        if (found == all.end())
            return nullptr;
        std::rotate(found, std::next(found), all.end());
        return all.back().regex;
    }
};

KeptRegexes &keptRegexes()
{
    static KeptRegexes kept;
    return kept;
}

} // namespace

BoundedRegex::BoundedRegex(std::string_view pattern)
    : m_regex(kLimit.toString() + toQString(pattern))
{}

std::shared_ptr<const BoundedRegex> BoundedRegex::shared(std::string_view pattern)
{
    KeptRegexes &kept = keptRegexes();
    {
        const std::lock_guard lock(kept.mutex);
        if (auto known = kept.find(pattern))
            return known;
    }
    // Qt compiles when it is asked the first time; nobody should wait for that behind the mutex.
    auto made = std::make_shared<const BoundedRegex>(pattern);
    if (made->problem())
        return made;
    const std::lock_guard lock(kept.mutex);
    if (auto known = kept.find(pattern)) // somebody else was as quick
        return known;
    kept.all.push_back({.pattern = std::string(pattern), .regex = made});
    if (kept.all.size() > KeptRegexes::kMost)
        kept.all.pop_front();
    return made;
}

std::optional<BoundedRegex::Problem> BoundedRegex::problem() const
{
    if (m_regex.isValid())
        return std::nullopt;
    const qsizetype inside = std::max<qsizetype>(m_regex.patternErrorOffset() - kLimit.size(), 0);
    const QString before = m_regex.pattern().mid(kLimit.size(), inside);
    return Problem{.message = m_regex.errorString().toStdString(),
        .offset = static_cast<std::size_t>(before.toUtf8().size())};
}

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
