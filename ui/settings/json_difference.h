#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace binnacle::ui {

// One value that differs between two JSON documents.
struct JsonChange
{
    enum class Kind { Added, Removed, Changed };

    Kind kind = Kind::Changed;
    QString path; // "scope.clusters[0]"
    QString before;
    QString after;
};

struct JsonDifference
{
    std::vector<JsonChange> changes; // in the order of the paths
    int unchanged = 0;               // values
};

// Values by their path. Empty texts are documents without values. Nothing when one of them is not
// JSON.
std::optional<JsonDifference> jsonDifference(const QString &before, const QString &after);

} // namespace binnacle::ui
