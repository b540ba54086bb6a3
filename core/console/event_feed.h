#pragma once

#include "core/console/console_types.h"

#include <QObject>

#include <stop_token>

namespace binnacle::console {

// The event history. Lives on the GUI thread; never blocks.
class EventFeed : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // The newest matches older than `page.before`: quick, for the first screen.
    virtual Answer<Events> page(const EventQuery &query, const EventPageRequest &page) = 0;
    // Every match, newest first, without text: tens of milliseconds for a million.
    virtual Answer<EventIndex> index(const EventQuery &query, std::stop_token stop) = 0;
    // Rows by number; those that no longer exist are missing from the answer.
    virtual Answer<Events> events(std::vector<EventRowId> ids) = 0;
    virtual Answer<EventContext> context(EventRowId id) = 0;

    // Histograms per cluster, buckets aligned to the epoch.
    virtual Answer<std::vector<ClusterBars>> histogram(
        const EventQuery &query, TimeRange range, Duration bucket)
        = 0;
    virtual Answer<Timeline> timeline(const ClusterId &cluster, TimeRange range) = 0;

    // Pure and quick (microseconds): called on every keystroke.
    virtual FilterCheck check(const QString &filter) const = 0;
    virtual QFuture<Result<FilterCompletion>> complete(const QString &filter, qsizetype cursor) = 0;
    // The text of a comparison, for "apply as filter": reason = "BackOff".
    virtual QString comparison(EventField field, CompareOp op, const QString &value) const = 0;
    virtual Result<TimeSelectionView> timeSelection(const QString &text) const = 0;

    // One event in other clothes, for the clipboard.
    enum class CopyFormat { Json, Tsv, Kubectl };
    virtual QString copyText(const Events &events, CopyFormat format) const = 0;

signals:
    // Events were stored: at most five times a second.
    void stored(qint64 inserted, qint64 updated);
};

} // namespace binnacle::console
