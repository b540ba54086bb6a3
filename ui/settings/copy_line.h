#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace binnacle::ui {

// A text that is meant to be copied, with its button; says that it was.
class CopyLine final : public QWidget
{
    Q_OBJECT

public:
    explicit CopyLine(const QString &accessibleName, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const;
    void copy();

private:
    QLineEdit *m_text;
    QPushButton *m_copy;
};

} // namespace binnacle::ui
