#pragma once

#include "core/domain/cluster_snapshot.h"

#include <QLineEdit>
#include <QStringList>

#include <memory>

class QCompleter;
class QStringListModel;

namespace binnacle::ui {

// A line for one object of some kinds, completed from the newest snapshot while it is typed. The
// Down key opens the list; while it is open, Enter takes the marked line or closes it, no more.
class TargetField final : public QLineEdit
{
    Q_OBJECT

public:
    static constexpr std::size_t kMostChoices = 50;

    explicit TargetField(QWidget *parent = nullptr);

    void setKinds(const QStringList &kinds);
    void setSnapshot(std::shared_ptr<const ClusterSnapshot> snapshot); // null: nothing to offer
    QStringList choices() const;                                       // what the list offers now

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void offer(bool isOpening);
    void enterInList(QKeyEvent &event);

    QStringList m_kinds;
    std::shared_ptr<const ClusterSnapshot> m_snapshot;
    QStringListModel *m_model;
    QCompleter *m_completer;
};

} // namespace binnacle::ui
