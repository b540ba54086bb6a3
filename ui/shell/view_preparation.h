#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <deque>

class QWidget;

namespace binnacle::ui {

class MainWindow;

// Makes the views that nobody has opened yet, one at a time, gives them their place and then their
// widgets their style in small pieces, while nobody touches the window: the first look at a view
// has only its layout and painting left to wait for.
class ViewPreparation final : public QObject
{
    Q_OBJECT

public:
    explicit ViewPreparation(MainWindow &window); // owned by the window

    bool isDone() const { return m_views.isEmpty() && m_toPlace.isEmpty() && m_unstyled.empty(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeStep();
    void styleSome();

    MainWindow &m_window;
    QTimer m_next;
    QStringList m_views;                      // still to be made
    QString m_toPlace;                        // is made
    std::deque<QPointer<QWidget>> m_unstyled; // of the view made last; children before parents
};

} // namespace binnacle::ui
