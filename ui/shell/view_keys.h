#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

class QMenu;
class QWidget;

namespace binnacle::ui {

class KeyMap;

// Whether letters are typed into it.
bool isTextField(const QObject *widget);

// Keys of a view that somebody moved. Views know only the keys they were built with: a moved key
// is pressed for them under its first name, and the first name itself does nothing any more.
class ViewKeys final : public QObject
{
    Q_OBJECT

public:
    explicit ViewKeys(const KeyMap &map, QObject *parent = nullptr);

    void setView(const QString &id, QWidget *view);
    bool takes(const QString &key) const;
    void press(const QString &key); // one that it takes
    bool isPressing() const { return m_isPressing; }

    // Menus say which key does the same ("Copy name\tC"): puts the one of now there.
    void label(QMenu &menu) const;

private:
    bool activateShortcut(const QString &standard) const;

    const KeyMap &m_map;
    QString m_id;
    QPointer<QWidget> m_view;
    bool m_isPressing = false;
};

} // namespace binnacle::ui
