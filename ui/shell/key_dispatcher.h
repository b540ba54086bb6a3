#pragma once

#include "ui/widgets/view.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>

#include <functional>
#include <vector>

class QKeyEvent;
class QMenu;

namespace binnacle::ui {

class KeyMap;
class ViewKeys;

// The keys that work in the whole window, with sequences as in `g e`. Keys that would type a
// character act only while no text field has the focus. A key is "Ctrl+K", "F5", "Left" or the
// character itself ("?"), so it works on every keyboard layout.
class KeyDispatcher final : public QObject
{
    Q_OBJECT

public:
    // Watches all key events of `window`, which must outlive this.
    explicit KeyDispatcher(QWidget &window);
    ~KeyDispatcher() override;

    // `keys`: "g e". False: the keys, or a beginning of them, already mean something else.
    bool bind(const QString &keys, const QString &action, std::function<void()> run);
    // With the keys of now; two for one thing stand in one line.
    std::vector<View::KeyHelp> help() const;
    // From now on keys that somebody moved act: those bound here, and through `view` those of the
    // view that is shown. Tells the map what is bound here. Both must outlive this.
    void follow(KeyMap &map, ViewKeys &view);
    QString pending() const { return m_pending.join(u' '); } // "g": waits for the next key

signals:
    void pendingChanged(const QString &keys);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Match { None, Prefix, Full };
    struct Binding
    {
        QStringList keys; // of now
        QString standard;
        QString action;
        std::function<void()> run;
    };
    Match find(const QStringList &keys, const Binding **found) const;
    Match findNext(const QString &key, const Binding **found, QStringList *keys) const;
    void setPending(const QStringList &keys);
    bool isMine(QObject *watched) const;
    void takeMoved();
    void labelWhenShown(QMenu &menu);
    bool handle(QKeyEvent &key, bool isOverride);

    QWidget &m_window;
    KeyMap *m_map = nullptr;
    ViewKeys *m_viewKeys = nullptr;
    std::vector<Binding> m_bindings;
    QStringList m_pending;
    QElapsedTimer m_pendingSince;
};

} // namespace binnacle::ui
