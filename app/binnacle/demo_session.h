#pragma once

#include "core/base/clock.h"
#include "core/demo/demo_estate.h"
#include "core/runtime/console/task_runner.h"

#include <QObject>

#include <memory>

namespace binnacle::app {

// Runs the simulated estate beside the console and shows the telling of its history as a task.
class DemoSession : public QObject
{
    Q_OBJECT

public:
    // `clock` and `tasks` must outlive the session.
    DemoSession(const Clock &clock, const demo::DemoSettings &settings, runtime::TaskRunner &tasks,
        QObject *parent = nullptr);

signals:
    void ready(); // the history is told, every cluster is there
    void failed(const QString &reason);

private:
    demo::DemoEstate m_estate;
};

} // namespace binnacle::app
