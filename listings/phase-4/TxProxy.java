import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** What @Transactional does, without Spring: a proxy in front of the object, and a call that misses it. */
public class TxProxy {
    /** Wraps each call of an annotated method in BEGIN and COMMIT, as a container does. */
    static Orders proxied(OrderService target) {
        return (Orders) Proxy.newProxyInstance(
                TxProxy.class.getClassLoader(),
                new Class<?>[] {Orders.class},
                (proxy, method, args) -> {
                    var own = OrderService.class.getMethod(method.getName(), method.getParameterTypes());
                    boolean transactional = own.isAnnotationPresent(Transactional.class);
                    if (transactional) {
                        System.out.println("  BEGIN");
                    }
                    try {
                        Object result = method.invoke(target, args);
                        if (transactional) {
                            System.out.println("  COMMIT");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        if (transactional) {
                            System.out.println("  ROLLBACK");
                        }
                        throw e.getCause();
                    }
                });
    }

    public static void main(String[] args) {
        Orders orders = proxied(new OrderService());
        System.out.println("orders.place(\"A\")");
        orders.place("A");
        System.out.println("orders.importAll([\"B\", \"C\"])");
        orders.importAll(List.of("B", "C"));
    }
}

@Retention(RetentionPolicy.RUNTIME)
@interface Transactional {}

interface Orders {
    void place(String id);

    void importAll(List<String> ids);
}

// ANCHOR: service
class OrderService implements Orders {
    @Transactional
    public void place(String id) {
        System.out.println("  insert order " + id);
    }

    public void importAll(List<String> ids) {
        for (String id : ids) {
            place(id); // this.place(id): the object itself, not the proxy
        }
    }
}
// ANCHOR_END: service
