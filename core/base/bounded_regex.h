#pragma once

#include "core/base/result.h"

#include <QRegularExpression>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace binnacle {

// A regular expression that somebody typed: PCRE on code points, unanchored, case-sensitive. After
// 100 000 steps it gives up and does not match, so no pattern can hang who asks. Filters mean the
// same in memory and in SQL because both use this.
//
// Thread-safe once constructed.
class BoundedRegex
{
public:
    struct Problem
    {
        std::string message;
        std::size_t offset = 0; // bytes into the pattern
    };

    explicit BoundedRegex(std::string_view pattern);
    // The one in use for this pattern: those asked for last are kept, because compiling costs more
    // than a hundred matches and a filter is parsed, planned and asked one after the other.
    // Thread-safe.
    static std::shared_ptr<const BoundedRegex> shared(std::string_view pattern);

    // Why the pattern is not a regular expression.
    std::optional<Problem> problem() const;
    // InvalidArgument when the pattern is not a regular expression; says where.
    Status check() const;
    // Never, when it is not one.
    bool isIn(std::string_view text) const;

private:
    QRegularExpression m_regex;
};

} // namespace binnacle
