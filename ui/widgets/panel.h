#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace binnacle::ui {

// A flat frame with a header line: title on the left, muted trailing text and widgets on the right.
class Panel final : public QFrame
{
    Q_OBJECT

public:
    explicit Panel(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setTrailing(const QString &text);
    void addHeaderWidget(QWidget *widget); // takes ownership
    void setContent(QWidget *content);     // takes ownership; fills the rest

private:
    QLabel *m_title;
    QLabel *m_trailing;
    QHBoxLayout *m_header;
    QVBoxLayout *m_layout;
};

// One pixel between two parts of a panel.
QFrame *newPanelLine();

} // namespace binnacle::ui
