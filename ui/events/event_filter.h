#pragma once

#include "core/domain/cluster_event.h"
#include "core/domain/event_query.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace binnacle::console {
class EventFeed;
}

namespace binnacle::ui {

// Everything that narrows the events view, apart from the window's time range. Each part is a chip
// the user can take away.
struct EventFilter
{
    ClusterId cluster;      // chosen in the window; empty: all
    QString text;           // of the filter bar, as applied
    PredicatePtr predicate; // what `text` means; null: everything
    std::optional<EventType> type;
    QStringList kinds; // empty: all
    std::optional<ScopedObject> scope;
    ClusterId scopeCluster; // of `scope`, counts when all clusters are chosen
    std::optional<TimeRange> brush;

    bool isNarrowed() const; // by more than the cluster
    EventQuery query(const TimeRange &range) const;
};

// The scope that shows what concerns an object: a node's pods, a workload's tree, else itself.
ScopedObject scopeOf(const ResourceRef &object);
QString scopeText(const ScopedObject &scope); // "Deployment shop/checkout and its pods"

// "Apply as filter ▸ …and": how a comparison joins the text that is there.
enum class FilterJoin { Selected, NotSelected, And, Or, AndNot, OrNot };
QString joinFilter(const QString &text, const QString &comparison, FilterJoin how);
QString joinTitle(FilterJoin how);
inline constexpr FilterJoin kFilterJoins[] = {FilterJoin::Selected, FilterJoin::NotSelected,
    FilterJoin::And, FilterJoin::Or, FilterJoin::AndNot, FilterJoin::OrNot};

// The filter with one part taken away.
struct LooserFilter
{
    QString without; // "type = Warning"
    EventFilter filter;
};
std::vector<LooserFilter> looserFilters(const EventFilter &filter, const console::EventFeed &feed);

// The parts that can be saved under a name: all but cluster and brush.
QByteArray toJson(const EventFilter &filter);
EventFilter filterFromJson(const QByteArray &json, const console::EventFeed &feed);

struct EventFilterText
{
    Q_DECLARE_TR_FUNCTIONS(EventFilterText)

public:
    static QString type(EventType type);
    static QString kinds(const QStringList &kinds);
};

} // namespace binnacle::ui
