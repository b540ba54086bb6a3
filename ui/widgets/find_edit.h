#pragma once

#include <QLineEdit>

class QAction;

namespace binnacle::ui {

// A line for what to look for in a list. What stands in it goes with one click.
class FindEdit : public QLineEdit
{
    Q_OBJECT

public:
    // `purpose` stands in the empty line and is its accessible name.
    explicit FindEdit(const QString &purpose, QWidget *parent = nullptr);

private:
    QAction *m_clear;
};

} // namespace binnacle::ui
