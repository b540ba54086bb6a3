#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace binnacle::ui {

// A part of the filter that can be taken away: "kind = Pod ✕". Delete or Backspace removes the
// focused chip, as does its button.
class Chip final : public QFrame
{
    Q_OBJECT

public:
    explicit Chip(const QString &text, QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);

signals:
    void removed();
    void activated(); // clicked, or Enter

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QLabel *m_text;
    QToolButton *m_remove;
};

} // namespace binnacle::ui
