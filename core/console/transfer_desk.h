#pragma once

#include "core/domain/event_query.h"

#include <QObject>
#include <QStringList>

#include <cstdint>

namespace binnacle::console {

// Files in and out; the work shows on the TaskBoard. Lives on the GUI thread.
class TransferDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    enum class Format { Csv, Json, Ndjson };
    // Writes every match to `path` (through a temporary file beside it). Returns the task.
    virtual std::uint64_t exportEvents(const EventQuery &query, const QString &path, Format format)
        = 0;
    // Snapshots and `kubectl get events -o json` files, gzip or not.
    virtual std::uint64_t importFiles(const QStringList &paths) = 0;
};

} // namespace binnacle::console
