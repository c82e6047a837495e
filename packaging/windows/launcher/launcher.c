/* The program that people start: loads the Python that lies beside it and lets it run the app.
 *
 * It has no console of its own, since most starts are by a click. Started with arguments it writes to where it was
 * told to, or to the console that it was started from.
 *
 * Only kernel32 is linked: the C runtime of Python takes the standard handles as they are when it is loaded, and
 * other libraries would load it too soon.
 */
#include <windows.h>
#include <wchar.h>

#define LONGEST 32768 /* of a path, in characters, with its end */

typedef int (*PythonMain)(int, wchar_t **);

int _dowildcard = 0; /* a pattern such as *.json is the app's to understand */

static int fail(const wchar_t *said)
{
    FatalAppExitW(0, said);
    return 1;
}

static BOOL usable(DWORD which)
{
    HANDLE handle = GetStdHandle(which);
    return handle && handle != INVALID_HANDLE_VALUE && GetFileType(handle) != FILE_TYPE_UNKNOWN;
}

static void give(DWORD which, const wchar_t *device)
{
    if (usable(which))
        return;
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    HANDLE handle = CreateFileW(device, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                                OPEN_EXISTING, 0, NULL);
    if (handle != INVALID_HANDLE_VALUE)
        SetStdHandle(which, handle);
}

static void take_console(void)
{
    if ((usable(STD_OUTPUT_HANDLE) && usable(STD_ERROR_HANDLE)) || !AttachConsole(ATTACH_PARENT_PROCESS))
        return;
    give(STD_INPUT_HANDLE, L"CONIN$");
    give(STD_OUTPUT_HANDLE, L"CONOUT$");
    give(STD_ERROR_HANDLE, L"CONOUT$");
}

int wmain(int argc, wchar_t **argv)
{
    static wchar_t program[LONGEST], path[LONGEST];
    DWORD length = GetModuleFileNameW(NULL, program, LONGEST);
    wchar_t *name = wcsrchr(program, L'\\');
    if (!length || length >= LONGEST - 32 || !name)
        return fail(L"Deeptrin Desktop does not find its own files.");
    if (argc > 1)
        take_console();

    int folder = (int)(name - program);
    swprintf(path, LONGEST, L"%.*ls\\lib\\PySide6", folder, program);
    SetDllDirectoryW(path); /* Qt's plugins find Qt's libraries by it */
    swprintf(path, LONGEST, L"%.*ls\\lib\\" PYTHON_DLL, folder, program);
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    PythonMain run = python ? (PythonMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return fail(L"Deeptrin Desktop cannot load its own files. Please install it again.");

    static wchar_t *before[] = {program, L"-X", L"utf8", L"-m", L"start"};
    int count = sizeof before / sizeof *before;
    wchar_t **all = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, (count + argc) * sizeof *all);
    if (!all)
        return fail(L"There is no memory left to start Deeptrin Desktop.");
    for (int i = 0; i < count; i++)
        all[i] = before[i];
    for (int i = 1; i < argc; i++)
        all[count + i - 1] = argv[i];
    return run(count + argc - 1, all);
}
