#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <vector>

namespace binnacle::console {

enum class TaskState { Running, Succeeded, Failed, Cancelled };

struct TaskView
{
    std::uint64_t id = 0;
    QString title; // "Export events to incident.csv"
    TaskState state = TaskState::Running;
    std::size_t done = 0;
    std::size_t total = 0; // 0: not known yet
    QString unit;          // "events", "bytes"
    Timestamp startedAt{};
    Timestamp finishedAt{};
    Status outcome = Done{};
    QString detail; // after the end: "48 201 events, 12 MB"
    bool seen = false;

    // Units a second so far; 0 when unknown.
    double rate(Timestamp now) const;
    // Time left at this rate; zero when unknown.
    Duration timeLeft(Timestamp now) const;
};

// Long work of this run: running first, then ended, newest first. Lives on the GUI thread.
class TaskBoard : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual std::vector<TaskView> tasks() const = 0;
    virtual void cancel(std::uint64_t task) = 0;
    virtual void markSeen() = 0; // failures stay marked until then

signals:
    void changed(); // at most ten times a second
};

} // namespace binnacle::console
