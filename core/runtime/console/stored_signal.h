#pragma once

#include "core/runtime/runtime.h"

#include <QObject>
#include <QTimer>

#include <atomic>

namespace binnacle::runtime {

// Tells the feeds on the GUI thread, at most once a second, that SLO increments or targets were
// stored. The commits happen on the writer's thread.
class StoredSignal final : public QObject
{
    Q_OBJECT

public:
    explicit StoredSignal(Runtime &runtime, QObject *parent = nullptr);

signals:
    void stored();

private:
    void announce();

    std::atomic_bool m_any = false;
    QTimer m_timer;
    Listeners<ClusterId, Timestamp>::Subscription m_listening; // last: stops first
};

} // namespace binnacle::runtime
