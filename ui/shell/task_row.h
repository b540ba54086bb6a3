#pragma once

#include "core/console/task_board.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace binnacle::ui {

class StatusGlyph;

// One task in the drawer.
class TaskRow final : public QWidget
{
    Q_OBJECT

public:
    explicit TaskRow(QWidget *parent = nullptr);

    void showTask(const console::TaskView &task, Timestamp now);
    QString detail() const;

signals:
    void cancelled();

private:
    StatusGlyph *m_glyph;
    QLabel *m_title;
    QLabel *m_detail;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
};

} // namespace binnacle::ui
