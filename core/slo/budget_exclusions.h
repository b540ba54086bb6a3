#pragma once

#include "core/base/result.h"
#include "core/codec/alert_matchers.h"
#include "core/slo/subject_parts.h"

#include <map>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
}

namespace binnacle::slo {

// The maintenance windows of a cluster that do not use up budgets, as they are stored now. Their
// matchers are those of alerts: cluster, kind ("Domain", "Service", "Edge"), namespace and name.
// One that asks for a rule or a severity is about alerts and excludes nothing. Of one thread.
//
// What is matched by name is everything that falls back on a target of that name: the maintenance
// of a domain holds for its routes, that of a route or a service key for its part of the domain.
class BudgetExclusions
{
public:
    // On a reader thread. One look-up while there are none.
    static Result<BudgetExclusions> read(store::Connection &connection, const ClusterId &cluster);

    bool isEmpty() const { return m_windows.empty(); }
    // For SubjectParts::excluded.
    ExcludedTimesPtr timesOf(const SubjectParts &subject) const;

private:
    struct Window
    {
        TimeRange span;
        std::vector<codec::LabelTest> tests;
    };
    SharedSpans spansOf(const SloSubject &subject, const std::vector<std::string> &hosts) const;

    std::vector<Window> m_windows;
    // By which windows match: many subjects have the same, and share what is made of them.
    mutable std::map<std::vector<bool>, SharedSpans> m_shared;
};

// What can be left out key by key for a whole cluster: of keys that several subjects share, only
// what does not count for any of them.
Result<ExcludedTimesPtr> excludedByKey(store::Connection &connection, const ClusterId &cluster,
    SloSubject::Kind kind, const BudgetExclusions &exclusions);

// Fills in SubjectParts::excluded.
Status excludeMaintenance(store::Connection &connection, SubjectParts &subject);

} // namespace binnacle::slo
