#pragma once

#include <QLineEdit>

namespace binnacle::ui {

// A line for what to look for in a list. What stands in it goes with one click.
class FindEdit : public QLineEdit
{
    Q_OBJECT

public:
    // `purpose` stands in the empty line and is its accessible name.
    explicit FindEdit(const QString &purpose, QWidget *parent = nullptr);
};

} // namespace binnacle::ui
