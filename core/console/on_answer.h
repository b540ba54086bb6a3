#pragma once

#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace binnacle::console {

// Calls `use` with the answer, on the thread of `context`, unless `context` is gone by then. Not
// QFuture::then(context, …): in Qt 6.4 that asserts when the context dies before the answer comes,
// which is what happens to a view that is closed while it waits.
template<typename T, typename Use>
void onAnswer(const QFuture<T> &future, QObject *context, Use use)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, context, [watcher, use = std::move(use)]() mutable {
            watcher->deleteLater();
            if (watcher->future().resultCount() > 0) // none: nobody will ever answer
                use(watcher->result());
        });
    watcher->setFuture(future);
}

} // namespace binnacle::console
