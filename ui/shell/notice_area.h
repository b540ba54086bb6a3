#pragma once

#include "core/console/console_types.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace binnacle::ui {

class Banner;
class TimeSelection;

// What is wrong with the whole window's data, above the view: a silent cluster, a read-only
// workspace, a store that cannot write, a listener that could not start; and that the window is
// rewound. One line each; gone when the reason is gone.
class NoticeArea final : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeArea(const TimeSelection &time, QWidget *parent = nullptr);

    void showEstate(const console::EstateView &estate, const ClusterId &current, Timestamp now);
    QStringList texts() const; // shown now, top to bottom

signals:
    void backToNowRequested();
    void helpRequested(const QString &page);

private:
    void showAsOf(Timestamp now);
    void showStore(const console::StoreView &store);
    void showCluster(const console::ClusterView *cluster, Timestamp now);
    Banner *banner(const QString &id);
    void drop(const QString &id);

    const TimeSelection &m_time;
    QVBoxLayout *m_layout;
    QHash<QString, Banner *> m_banners;
};

} // namespace binnacle::ui
